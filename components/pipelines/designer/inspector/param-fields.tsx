'use client'

import { useState } from 'react'
import { ChevronRight } from 'lucide-react'
import type { Field as ParamField, Problem, TableSchema } from '@/lib/catalog/types'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { cn } from '@/components/ui/cn'
import { isTie, resolveParams } from '@/lib/graph/parameters'
import { controlOf } from './fields/registry'
import { FormValuesProvider } from './form-values'
import { TieChip, TieMenu, useTies } from './ties'

export interface ParamFieldsProps {
  fields: ParamField[]
  /** Params with their defaults. */
  values: Record<string, unknown>
  columns: (port: string) => TableSchema
  /** What is wrong with a param, and its repair. */
  problemOf?: (name: string) => Problem | undefined
  onFix?: (problem: Problem) => void
  disabled?: boolean
  onChange: (name: string, value: unknown, options?: { typing?: boolean }) => void
}

/** A form made from a component's declaration. Further options are folded, unless one of them has a problem. */
export function ParamFields({ fields, values, problemOf, ...rest }: ParamFieldsProps) {
  const ties = useTies()
  const resolved = ties ? resolveParams(values, ties.values) : values
  const visible = fields.filter((field) => !field.visible || field.visible(resolved))
  const advanced = visible.filter((field) => field.advanced)
  const troubled = advanced.some((field) => problemOf?.(field.name))
  const [open, setOpen] = useState(false)
  const shown = open || troubled
  const draw = (field: ParamField) => <Param key={field.name} field={field} value={values[field.name]} problem={problemOf?.(field.name)} {...rest} />
  return (
    <FormValuesProvider value={resolved}>
      {visible.filter((field) => !field.advanced).map(draw)}
      {advanced.length > 0 && (
        <div className="flex flex-col gap-3">
          <button type="button" aria-expanded={shown} className="flex items-center gap-1 self-start text-sm text-muted hover:text-fg" onClick={() => setOpen(!shown)}>
            <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', shown && 'rotate-90')} />
            More options
          </button>
          {shown && advanced.map(draw)}
        </div>
      )}
    </FormValuesProvider>
  )
}

type ParamProps = { field: ParamField; value: unknown; problem?: Problem } & Pick<ParamFieldsProps, 'columns' | 'disabled' | 'onChange' | 'onFix'>

function Param({ field, value, problem, columns, disabled, onChange, onFix }: ParamProps) {
  const Control = controlOf(field)
  const change = (next: unknown, options?: { typing?: boolean }) => onChange(field.name, next, options)
  return (
    <div className="group/param flex flex-col gap-1">
      <Field label={field.label} help={field.help} error={problem?.message} aside={!disabled && <TieMenu field={field} value={value} onChange={change} />}>
        {isTie(value) ? (
          <TieChip tie={value} disabled={disabled} onChange={change} />
        ) : (
          <Control field={field} value={value} error={problem?.message} columns={columns} disabled={disabled} onChange={change} />
        )}
      </Field>
      {problem?.fix && onFix && !disabled && (
        <Button size="sm" className="max-w-full self-start" onClick={() => onFix(problem)}>
          <span className="truncate">{problem.fix.label}</span>
        </Button>
      )}
    </div>
  )
}
