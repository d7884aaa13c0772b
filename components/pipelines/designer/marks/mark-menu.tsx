'use client'

import { Copy, FoldVertical, Group, PencilLine, SquareArrowOutUpRight, Trash2, UnfoldVertical, Ungroup } from 'lucide-react'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { useKeyLabels } from '@/components/shell/keys'
import { groupOf, leaveGroup } from '../../actions/group-steps'
import { useStore } from '../../draft/store'
import { CanvasMenu } from '../canvas-menu'
import { useDesigner, type Panel } from '../designer-context'
import { useCommands } from '../hooks/use-commands'
import { fold } from './fold'

/** What is done with a note or a group; opens under the pointer, or with the keyboard's menu key. */
export function MarkMenu({ open }: { open: Extract<Panel, { kind: 'mark-menu' }> }) {
  const designer = useDesigner()
  const { panel, draft, opened } = designer
  const commands = useCommands()
  const labels = useKeyLabels()
  const { node } = open
  const group = useStore(draft.graph, (graph) => graph.groups?.find((other) => other.id === node))
  const folded = group?.collapsed && !opened.get().has(node)
  const around = groupOf(draft.graph.get(), node)
  return (
    <CanvasMenu open={open} label={group ? 'Group' : 'Note'}>
      <DropdownMenuItem icon={PencilLine} keys={group ? 'F2' : 'Enter'} onSelect={() => panel.set({ kind: 'rename', node })}>
        {group ? 'Rename' : 'Write'}
      </DropdownMenuItem>
      {group ? (
        <>
          <DropdownMenuItem icon={folded ? UnfoldVertical : FoldVertical} onSelect={() => fold(designer, group, !folded)}>
            {folded ? 'Expand' : 'Collapse'}
          </DropdownMenuItem>
          <DropdownMenuItem icon={Ungroup} keys={labels('mod+shift+g')[0]} onSelect={commands.ungroup}>
            Ungroup
          </DropdownMenuItem>
        </>
      ) : null}
      <DropdownMenuItem icon={Group} keys={labels('mod+g')[0]} onSelect={commands.group}>
        {group ? 'Put into a new group' : 'Group'}
      </DropdownMenuItem>
      {around && (
        <DropdownMenuItem icon={SquareArrowOutUpRight} onSelect={() => leaveGroup(draft, node)}>
          Take out of “{around.title || 'Group'}”
        </DropdownMenuItem>
      )}
      <DropdownMenuItem icon={Copy} keys={labels('mod+d')[0]} onSelect={commands.duplicate}>
        Duplicate
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={Trash2} danger keys="Del" onSelect={commands.remove}>
        {group ? 'Delete with its steps' : 'Delete'}
      </DropdownMenuItem>
    </CanvasMenu>
  )
}
