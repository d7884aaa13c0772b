'use client'

import { lazy, Suspense, useState } from 'react'
import { SlidersHorizontal } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SkeletonRows } from '@/components/ui/skeleton'

const FilterBuilder = lazy(() => import('./filter-builder'))

export interface BuilderButtonProps {
  experiment: string
  /** The text as it stands in the box. */
  text: () => string
  onChange: (filter: string | null) => void
}

/** Opens the filter as a form. */
export function BuilderButton({ experiment, text, onChange }: BuilderButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button icon={SlidersHorizontal} aria-label="Build the filter" />
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[660px]" aria-label="Filter">
        <Suspense fallback={<SkeletonRows rows={2} />}>
          <FilterBuilder experiment={experiment} text={text()} onChange={onChange} />
        </Suspense>
      </PopoverContent>
    </Popover>
  )
}
