'use client'

import { lazy, Suspense, useState } from 'react'
import { Columns3 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SkeletonRows } from '@/components/ui/skeleton'

const ColumnChoice = lazy(() => import('./column-choice'))

export interface ColumnMenuProps {
  experiment: string
  columns: string[]
  onChange: (columns: string[]) => void
}

/** Chooses which columns the table shows, and in which order. */
export function ColumnMenu(props: ColumnMenuProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button icon={Columns3}>Columns</Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-96" aria-label="Columns">
        <Suspense fallback={<SkeletonRows rows={5} />}>
          <ColumnChoice {...props} />
        </Suspense>
      </PopoverContent>
    </Popover>
  )
}
