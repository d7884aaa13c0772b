'use client'

import { lazy, Suspense, useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { fieldClass } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Field } from '@/lib/tracking/filter/schema'
import { fieldLabel } from './field-words'

const FieldList = lazy(() => import('./field-list'))

export interface FieldPickerProps {
  experiment: string
  value: Field | null
  /** Which attributes of a run are offered. */
  attributes: readonly string[]
  /** Metrics are offered too. */
  metrics?: boolean
  placeholder?: string
  onChoose: (field: Field) => void
  'aria-label': string
}

/** Chooses one of the things that runs really have. */
export function FieldPicker({ value, placeholder = 'Choose a field', onChoose, ...rest }: FieldPickerProps) {
  const [open, setOpen] = useState(false)
  const label = rest['aria-label']
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button type="button" aria-label={value ? `${label}: ${fieldLabel(value)}` : label} className={cn(fieldClass, 'flex h-8 min-w-0 items-center justify-between gap-2 px-2 text-left')}>
          <span className={cn('truncate', !value && 'text-muted')}>{value ? fieldLabel(value) : placeholder}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="w-72 p-0" aria-label={label}>
        <Suspense fallback={<SkeletonRows rows={4} className="p-2" />}>
          <FieldList {...rest} onChoose={(field) => (setOpen(false), onChoose(field))} />
        </Suspense>
      </PopoverContent>
    </Popover>
  )
}
