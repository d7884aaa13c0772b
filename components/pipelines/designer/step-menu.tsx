'use client'

import { Boxes, CircleOff, CirclePlay, Copy, FoldVertical, Group, PencilLine, Play, Replace, Spline, Trash2, UnfoldVertical, Ungroup } from 'lucide-react'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { useKeyLabels } from '@/components/shell/keys'
import { groupOf, leaveGroup } from '../actions/group-steps'
import { CanvasMenu } from './canvas-menu'
import { useDesigner, useStep, type Panel } from './designer-context'
import { useCommands } from './hooks/use-commands'
import { useSubmitRun } from './hooks/use-submit-run'

/** What is done with one step; opens under the pointer, or with the keyboard's menu key. */
export function StepMenu({ open }: { open: Extract<Panel, { kind: 'step-menu' }> }) {
  const { panel, canRun, hint, draft } = useDesigner()
  const commands = useCommands()
  const { mutate } = useSubmitRun()
  const labels = useKeyLabels()
  const { node, at } = open
  const step = useStep(node)
  const disabled = step?.disabled === true
  const group = groupOf(draft.graph.get(), node)
  return (
    <CanvasMenu open={open} label="Step">
      {canRun && !disabled && (
        <DropdownMenuItem icon={Play} onSelect={() => mutate({ until: [node] }, { onError: (error) => hint.set(error.message) })}>
          Run to this step
        </DropdownMenuItem>
      )}
      <DropdownMenuItem icon={PencilLine} keys="F2" onSelect={() => panel.set({ kind: 'rename', node })}>
        Rename
      </DropdownMenuItem>
      <DropdownMenuItem icon={Replace} onSelect={() => panel.set({ kind: 'quick-add', at, replace: node })}>
        Replace the component…
      </DropdownMenuItem>
      <DropdownMenuItem icon={Spline} keys="C" onSelect={() => panel.set({ kind: 'connect', node })}>
        Connect to another step…
      </DropdownMenuItem>
      <DropdownMenuItem icon={Copy} keys={labels('mod+d')[0]} onSelect={commands.duplicate}>
        Duplicate
      </DropdownMenuItem>
      <DropdownMenuItem icon={disabled ? CirclePlay : CircleOff} keys="D" onSelect={commands.toggle}>
        {disabled ? 'Enable' : 'Disable'}
      </DropdownMenuItem>
      <DropdownMenuItem icon={step?.collapsed ? UnfoldVertical : FoldVertical} keys="." onSelect={commands.collapse}>
        {step?.collapsed ? 'Expand the card' : 'Collapse the card'}
      </DropdownMenuItem>
      <DropdownMenuItem icon={Group} keys={labels('mod+g')[0]} onSelect={commands.group}>
        Group
      </DropdownMenuItem>
      <DropdownMenuItem icon={Boxes} keys="M" onSelect={commands.makeComponent}>
        Make a component…
      </DropdownMenuItem>
      {group && (
        <DropdownMenuItem icon={Ungroup} onSelect={() => leaveGroup(draft, node)}>
          Take out of “{group.title || 'Group'}”
        </DropdownMenuItem>
      )}
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={Trash2} danger keys="Del" onSelect={commands.remove}>
        Delete
      </DropdownMenuItem>
    </CanvasMenu>
  )
}
