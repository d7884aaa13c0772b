'use client'

import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { columnOptions, moveColumn } from './column-choice'
import { ColumnPicker } from './column-picker'
import { ColumnTypeMark } from './column-type-mark'
import type { FieldProps } from './field-props'
import { nothingToChoose } from './nothing-to-choose'

/** Several columns in the order chosen. What is chosen but does not arrive stays, and is marked. */
export function ColumnsField({ field, value, onChange, columns, error: _, disabled, ...control }: FieldProps<'columns'>) {
  const chosen = Array.isArray(value) ? (value as string[]) : []
  const arriving = columns(field.from)
  const options = columnOptions(arriving, chosen, field.types)
  const toggle = (name: string) => onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name])
  const suited = options.filter((option) => !option.missing && !option.unsuited).map((option) => option.name)
  return (
    <div className="flex flex-col gap-1">
      {chosen.length > 0 && (
        <ol className="max-h-56 overflow-y-auto rounded-md border border-line">
          {chosen.map((name, index) => {
            const option = options.find((other) => other.name === name)
            return (
              <li key={name} className="group flex h-7 items-center gap-1 border-b border-line pr-1 pl-2 last:border-b-0">
                <span className={cn('min-w-0 flex-1 truncate', option?.missing && 'text-failed line-through')}>{name}</span>
                {option?.missing ? <span className="text-sm text-failed">missing</span> : option?.type && <ColumnTypeMark type={option.type} />}
                {!disabled && (
                  <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                    <Button size="sm" variant="ghost" className="size-5" icon={ChevronUp} aria-label={`Move ${name} up`} disabled={index === 0} onClick={() => onChange(moveColumn(chosen, name, -1))} />
                    <Button size="sm" variant="ghost" className="size-5" icon={ChevronDown} aria-label={`Move ${name} down`} disabled={index === chosen.length - 1} onClick={() => onChange(moveColumn(chosen, name, 1))} />
                    <Button size="sm" variant="ghost" className="size-5" icon={X} aria-label={`Take ${name} out`} onClick={() => toggle(name)} />
                  </span>
                )}
              </li>
            )
          })}
        </ol>
      )}
      <div className="flex gap-1">
        <Popover>
          <PopoverTrigger asChild>
            <Button {...control} size="sm" icon={Plus} disabled={disabled}>
              {chosen.length === 0 ? 'Choose columns' : 'Change'}
            </Button>
          </PopoverTrigger>
          <PopoverContent className="p-1.5">
            <ColumnPicker several options={options} chosen={chosen} nothing={nothingToChoose(arriving, field.types)} onPick={toggle} />
          </PopoverContent>
        </Popover>
        {suited.some((name) => !chosen.includes(name)) && (
          <Button size="sm" variant="ghost" disabled={disabled} onClick={() => onChange([...chosen, ...suited.filter((name) => !chosen.includes(name))])}>
            All
          </Button>
        )}
        {chosen.length > 0 && (
          <Button size="sm" variant="ghost" disabled={disabled} onClick={() => onChange([])}>
            None
          </Button>
        )}
      </div>
    </div>
  )
}
