'use client'

import { createContext, useContext } from 'react'
import { Check, Plus, Unlink, Variable, X } from 'lucide-react'
import type { Field as ParamField } from '@/lib/catalog/types'
import { isTie, valueOf, valuesOf, type ParameterValues, type PipelineParameter, type Tie } from '@/lib/graph/parameters'
import { parameterFrom, tieFor } from '@/lib/graph/tie-field'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'

export interface Ties {
  parameters: readonly PipelineParameter[]
  /** Their defaults. */
  values: ParameterValues
  /** Declares a parameter and does `then`, as one undo. */
  declare: (parameter: PipelineParameter, then: () => void) => void
}

const Context = createContext<Ties | null>(null)
export const TiesProvider = Context.Provider

/** The parameters that fields of this form can be tied to; null where a form is not of a pipeline's step. */
export function useTies(): Ties | null {
  return useContext(Context)
}

export function tiesWith(parameters: readonly PipelineParameter[] = [], declare: Ties['declare']): Ties {
  return { parameters, values: valuesOf({ parameters: [...parameters] }), declare }
}

export interface TieProps {
  field: ParamField
  value: unknown
  onChange: (value: unknown) => void
}

/** At a field's label: ties it to a parameter of the pipeline, one that is there or a new one. Nothing where none could fit. */
export function TieMenu({ field, value, onChange }: TieProps) {
  const ties = useTies()
  const tied = isTie(value) ? value : undefined
  if (!ties) return null
  const fitting = ties.parameters.flatMap((parameter) => {
    const tie = tieFor(field, parameter)
    return tie ? [{ parameter, tie }] : []
  })
  const fresh = parameterFrom(field, tied ? undefined : value, ties.parameters.map((parameter) => parameter.name))
  if (fitting.length === 0 && !fresh) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          icon={Variable}
          aria-label={`Parameter for “${field.label}”`}
          title="Tie to a parameter of the pipeline"
          className={cn('-my-1 h-5 text-muted', !tied && 'opacity-0 group-focus-within/param:opacity-100 group-hover/param:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100')}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {fitting.length > 0 && <DropdownMenuLabel>Tie to a parameter</DropdownMenuLabel>}
        {fitting.map(({ parameter, tie }) => (
          <DropdownMenuItem key={parameter.name} icon={tied?.$parameter === parameter.name ? Check : Variable} onSelect={() => onChange(tie)}>
            {parameter.name}
          </DropdownMenuItem>
        ))}
        {fitting.length > 0 && <DropdownMenuSeparator />}
        {fresh && !tied && (
          <DropdownMenuItem icon={Plus} onSelect={() => ties.declare(fresh, () => onChange(tieFor(field, fresh)))}>
            New parameter “{fresh.name}”
          </DropdownMenuItem>
        )}
        {tied && (
          <DropdownMenuItem icon={Unlink} onSelect={() => onChange(valueOf(tied, ties.values))}>
            Untie
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** Stands in a tied field's place: the parameter's name and its default. */
export function TieChip({ tie, disabled, onChange, ...control }: { tie: Tie; disabled?: boolean; onChange: (value: unknown) => void; id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }) {
  const ties = useTies()
  const value = ties && valueOf(tie, ties.values)
  const known = value !== undefined && value !== null
  const shown = known ? String(ties!.values[tie.$parameter]) : ''
  return (
    <div {...control} className="flex h-8 items-center gap-1.5 rounded-md border border-line bg-sunken pr-1 pl-2">
      <span className={cn('inline-flex h-5 min-w-0 items-center gap-1 rounded-sm px-1.5 text-sm font-medium', known ? 'bg-selected text-link' : 'bg-failed-soft text-failed')}>
        <Variable aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{tie.$parameter}</span>
      </span>
      <span className="min-w-0 flex-1 truncate text-sm text-muted">{known ? (shown === '' ? 'empty by default' : `${shown} by default`) : 'is not declared'}</span>
      {!disabled && <Button variant="ghost" size="sm" icon={X} aria-label={`Untie from “${tie.$parameter}”`} title="Untie: the default’s value stays" onClick={() => onChange(value ?? undefined)} />}
    </div>
  )
}
