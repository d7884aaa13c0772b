'use client'

import { useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { fieldClass } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { columnOptions } from './column-choice'
import { ColumnPicker } from './column-picker'
import { ColumnTypeMark } from './column-type-mark'
import type { FieldProps } from './field-props'
import { nothingToChoose } from './nothing-to-choose'

export function ColumnField({ field, value, onChange, columns, error: _, ...control }: FieldProps<'column'>) {
  const [open, setOpen] = useState(false)
  const chosen = typeof value === 'string' ? value : ''
  const arriving = columns(field.from)
  const options = columnOptions(arriving, [chosen], field.types)
  const current = options.find((option) => option.name === chosen)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger {...control} className={cn(fieldClass, 'flex h-8 items-center gap-2 px-2 text-left')}>
        <span className={cn('min-w-0 flex-1 truncate', !chosen && 'text-faint', current?.missing && 'text-failed line-through')}>{chosen || 'Choose a column'}</span>
        {current?.missing ? <span className="text-sm text-failed">missing</span> : current?.type && <ColumnTypeMark type={current.type} />}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </PopoverTrigger>
      <PopoverContent className="p-1.5" align="end">
        <ColumnPicker options={options} chosen={[chosen]} nothing={nothingToChoose(arriving, field.types)} onPick={(name) => (onChange(name), setOpen(false))} />
      </PopoverContent>
    </Popover>
  )
}
