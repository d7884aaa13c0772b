'use client'

import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { FieldProps } from './field-props'
import { ParamFields } from '../param-fields'

/** A list of small forms. Entries are told apart by their place: that is what the component sees too. */
export function ListField({ field, value, onChange, columns, disabled }: FieldProps<'list'>) {
  const entries = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
  const replace = (index: number, entry: Record<string, unknown>, typing?: boolean) => onChange(entries.map((old, at) => (at === index ? entry : old)), { typing })
  const move = (index: number, by: number) => {
    const next = [...entries]
    next.splice(index + by, 0, ...next.splice(index, 1))
    onChange(next)
  }
  return (
    <div className="flex flex-col gap-2">
      {entries.length === 0 && field.empty && <p className="text-sm text-muted">{field.empty}</p>}
      {entries.map((entry, index) => (
        <fieldset key={index} className="flex flex-col gap-2 rounded-md border border-line p-2" disabled={disabled}>
          <legend className="sr-only">
            {field.label}, entry {index + 1}
          </legend>
          <ParamFields fields={field.item} values={entry} columns={columns} disabled={disabled} onChange={(name, next, options) => replace(index, { ...entry, [name]: next }, options?.typing)} />
          {!disabled && (
            <div className="flex justify-end">
              <Button size="sm" variant="ghost" icon={ChevronUp} aria-label={`Move entry ${index + 1} up`} disabled={index === 0} onClick={() => move(index, -1)} />
              <Button size="sm" variant="ghost" icon={ChevronDown} aria-label={`Move entry ${index + 1} down`} disabled={index === entries.length - 1} onClick={() => move(index, 1)} />
              <Button size="sm" variant="ghost" icon={X} aria-label={`Remove entry ${index + 1}`} onClick={() => onChange(entries.filter((_, at) => at !== index))} />
            </div>
          )}
        </fieldset>
      ))}
      {!disabled && (
        <Button size="sm" icon={Plus} className="self-start" onClick={() => onChange([...entries, emptyEntry(field.item)])}>
          {field.addLabel}
        </Button>
      )}
    </div>
  )
}

/** A new entry: choices start at their first option, everything else empty, so that what is missing is reported and not guessed. */
function emptyEntry(item: FieldProps<'list'>['field']['item']): Record<string, unknown> {
  const entry: Record<string, unknown> = {}
  for (const field of item) {
    if (field.kind === 'choice') entry[field.name] = field.options[0]?.value
    else if (field.kind === 'columns' || field.kind === 'list') entry[field.name] = []
    else if (field.kind === 'switch') entry[field.name] = false
    else if (field.kind === 'text' || field.kind === 'column' || field.kind === 'code') entry[field.name] = ''
    else if (field.kind === 'number' && field.nullable) entry[field.name] = null
  }
  return entry
}
