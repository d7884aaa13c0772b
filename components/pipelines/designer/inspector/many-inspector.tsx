'use client'

import { Boxes, CircleOff, Copy, Group, LayoutGrid, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../../draft/store'
import { useDesigner, type Selection } from '../designer-context'
import { useCommands } from '../hooks/use-commands'
import { ArrangeButtons } from './arrange-buttons'

/** Several steps, notes and groups at once. */
export function ManyInspector({ chosen }: { chosen: Selection }) {
  const { canEdit, draft } = useDesigner()
  const { nodes, notes, groups } = chosen
  const allDisabled = useStore(draft.graph, (graph) => graph.nodes.every((node) => node.disabled || !nodes.includes(node.id)))
  const commands = useCommands()
  const parts = [words(nodes, 'step'), words(notes, 'note'), words(groups, 'group')].filter(Boolean)
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-lg font-semibold">{parts.join(', ')} selected</h2>
      {canEdit && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" icon={Copy} onClick={commands.duplicate}>
            Duplicate
          </Button>
          <Button size="sm" icon={Group} onClick={commands.group}>
            Group
          </Button>
          {nodes.length > 0 && (
            <Button size="sm" icon={Boxes} onClick={commands.makeComponent}>
              Make a component
            </Button>
          )}
          <Button size="sm" icon={LayoutGrid} disabled={nodes.length < 2} onClick={() => void commands.arrange()}>
            Arrange
          </Button>
          <Button size="sm" icon={CircleOff} onClick={commands.toggle}>
            {allDisabled ? 'Enable' : 'Disable'}
          </Button>
          <Button size="sm" icon={Trash2} onClick={commands.remove}>
            Delete
          </Button>
        </div>
      )}
      {canEdit && nodes.length > 1 && <ArrangeButtons ids={nodes} />}
    </div>
  )
}

function words(ids: readonly string[], noun: string): string {
  return ids.length === 0 ? '' : formatCount(ids.length, noun)
}
