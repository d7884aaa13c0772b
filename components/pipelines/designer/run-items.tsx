'use client'

import { Play } from 'lucide-react'
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
  const until = [...useStore(useDesigner().selection, (value) => value.nodes)]
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={Play} onSelect={() => mutate({})}>
          Run all steps
        </DropdownMenuItem>
        <DropdownMenuItem disabled={until.length === 0} onSelect={() => mutate({ until })}>
          Run to the selected {until.length > 1 ? 'steps' : 'step'}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => mutate({ force: 'all' })}>Run all without reuse</DropdownMenuItem>
        <DropdownMenuItem disabled={until.length === 0} onSelect={() => mutate({ until, force: until })}>
          Run the selected {until.length > 1 ? 'steps' : 'step'} without reuse
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
