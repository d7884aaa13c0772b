'use client'

import type { Problem } from '@/lib/catalog/types'
import { Popover, PopoverAnchor, PopoverContent } from '@/components/ui/popover'
import { ProblemLine } from './problem-line'

export interface ProblemPopoverProps {
  node: string
  problems: readonly Problem[]
  onClose: () => void
}

/** A step's problems and their repairs, at its badge. */
export function ProblemPopover({ node, problems, onClose }: ProblemPopoverProps) {
  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      <PopoverAnchor asChild>
        <span aria-hidden className="absolute right-2 bottom-0" />
      </PopoverAnchor>
      <PopoverContent className="w-72 p-2" align="end" aria-label="Problems of the step">
        <ul className="flex flex-col gap-2">
          {problems.map((problem, index) => (
            <ProblemLine key={index} node={node} problem={problem} />
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  )
}
