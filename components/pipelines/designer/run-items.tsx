'use client'

import { ListRestart, Play, RotateCcw, SlidersHorizontal, StepForward } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { LateMenuProps } from '@/components/ui/late-menu'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { useSubmitRun } from './hooks/use-submit-run'

export interface RunItemsProps extends LateMenuProps {
  submit: ReturnType<typeof useSubmitRun>
}

/** The variants of a run. */
export function RunItems({ trigger, submit: { mutate } }: RunItemsProps) {
  const { selection, draft, panel } = useDesigner()
  const until = [...useStore(selection, (value) => value.nodes)]
  const parameters = useStore(draft.graph, (graph) => graph.parameters?.length ?? 0)
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={Play} onSelect={() => mutate({})}>
          Run all steps
        </DropdownMenuItem>
        {parameters > 0 && (
          <DropdownMenuItem icon={SlidersHorizontal} onSelect={() => panel.set({ kind: 'run-with' })}>
            Run with…
          </DropdownMenuItem>
        )}
        <DropdownMenuItem icon={StepForward} disabled={until.length === 0} onSelect={() => mutate({ until })}>
          Run to the selected {until.length > 1 ? 'steps' : 'step'}
        </DropdownMenuItem>
        <DropdownMenuItem icon={ListRestart} onSelect={() => mutate({ force: 'all' })}>Run all without reuse</DropdownMenuItem>
        <DropdownMenuItem icon={RotateCcw} disabled={until.length === 0} onSelect={() => mutate({ until, force: until })}>
          Run the selected {until.length > 1 ? 'steps' : 'step'} without reuse
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
