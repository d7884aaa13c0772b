'use client'

import { useMemo } from 'react'
import { findComponent } from '@/lib/catalog'
import { eachFields } from '@/lib/catalog/control/each-body'
import { Select } from '@/components/ui/select'
import { defaultsOf } from '../defaults'
import { useFormValues } from '../form-values'
import { ParamFields } from '../param-fields'
import type { FieldProps } from './field-props'

function useComponentOf(of: string) {
  const ref = useFormValues()[of]
  return typeof ref === 'string' ? findComponent(ref) : undefined
}

/** Chooses a parameter of the component that another field names. */
export function ComponentParamField({ field, value, onChange, columns: _, error: __, ...control }: FieldProps<'component-param'>) {
  const component = useComponentOf(field.of)
  const options = eachFields(component).map(({ name, label }) => ({ value: name, label }))
  const stray = typeof value === 'string' && value !== '' && !options.some((option) => option.value === value) ? [{ value, label: `${value} (not there)` }] : []
  return <Select {...control} placeholder={component ? 'Choose a parameter' : 'Choose the component first'} value={value === '' ? undefined : (value as string | undefined)} onValueChange={onChange} options={[...options, ...stray]} />
}

/** The parameters of the component that another field names, as its own inspector shows them. */
export function ComponentParamsField({ field, value, onChange, columns, disabled, id }: FieldProps<'component-params'>) {
  const values = useFormValues()
  const component = useComponentOf(field.of)
  const given = useMemo(() => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}), [value])
  const all = useMemo(() => (component && !component.pending ? { ...defaultsOf(component), ...given } : given), [component, given])
  const besides = field.without?.(values)
  const fields = component?.fields.filter((other) => other.name !== besides) ?? []
  if (fields.length === 0) return <p id={id} className="text-sm text-muted">{component ? 'There is nothing else to set.' : 'Choose the component first.'}</p>
  return (
    <div id={id} role="group" className="flex flex-col gap-3 rounded-md border border-line p-2">
      <ParamFields
        fields={fields}
        values={all}
        columns={() => columns(field.from)}
        disabled={disabled}
        onChange={(name, next, options) => {
          const { [name]: _, ...rest } = given
          onChange(next === undefined ? rest : { ...given, [name]: next }, options)
        }}
      />
    </div>
  )
}
