'use client'

import { useReactFlow } from '@xyflow/react'
import { FoldVertical, Trash2, Ungroup, UnfoldVertical, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { leavesOf } from '@/lib/graph/nesting'
import { titleOf } from '@/lib/graph/wiring'
import { colorGroup, leaveGroup, nameGroup } from '../../actions/group-steps'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { useCommands } from '../hooks/use-commands'
import { selectSteps } from '../hooks/use-flow-sync'
import { fold } from './fold'
import { Swatches } from './swatches'

/** A group: its title, colour and what is in it. */
export function GroupInspector({ id }: { id: string }) {
  const designer = useDesigner()
  const { draft, canEdit, opened } = designer
  const commands = useCommands()
  const group = useStore(draft.graph, (graph) => graph.groups?.find((other) => other.id === id))
  const open = useStore(opened, (ids) => ids.has(id))
  if (!group) return null
  const folded = group.collapsed && !open
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="text-lg font-semibold">Group</h2>
      <Field label="Title">
        <Input
          key={group.title}
          defaultValue={group.title}
          placeholder="Group"
          disabled={!canEdit}
          maxLength={200}
          onBlur={(event) => nameGroup(draft, id, event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </Field>
      <Swatches value={group.color} disabled={!canEdit} onChange={(color) => colorGroup(draft, id, color)} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={folded ? UnfoldVertical : FoldVertical} onClick={() => fold(designer, group, !folded)}>
          {folded ? 'Expand' : 'Collapse'}
        </Button>
        {canEdit && (
          <>
            <Button size="sm" icon={Ungroup} onClick={commands.ungroup}>
              Ungroup
            </Button>
            <Button size="sm" icon={Trash2} onClick={commands.remove}>
              Delete with its steps
            </Button>
          </>
        )}
      </div>
      <Members members={group.members} />
    </div>
  )
}

function Members({ members }: { members: readonly string[] }) {
  const { draft, canEdit } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const graph = useStore(draft.graph)
  const names = members.map((id) => {
    const step = graph.nodes.find((node) => node.id === id)
    const inner = graph.groups?.find((group) => group.id === id)
    if (inner) return { id, name: inner.title || 'Group', steps: leavesOf(graph.groups, id).filter((leaf) => graph.nodes.some((node) => node.id === leaf)).length }
    return { id, name: step ? titleOf(step) : graph.notes?.find((note) => note.id === id)?.text.split('\n')[0] || 'Note' }
  })
  return (
    <ul aria-label="In this group" className="border-t border-line pt-2">
      {names.map(({ id, name, steps }) => (
        <li key={id} className="group flex h-7 items-center gap-2">
          <button type="button" className="min-w-0 flex-1 truncate text-left hover:underline" onClick={() => selectSteps(flow, [id], { show: true })}>
            {name}
            {steps !== undefined && <span className="text-muted"> · {formatCount(steps, 'step')}</span>}
          </button>
          {canEdit && <Button variant="ghost" size="sm" icon={X} aria-label={`Take ${name} out of the group`} onClick={() => leaveGroup(draft, id)} />}
        </li>
      ))}
    </ul>
  )
}
