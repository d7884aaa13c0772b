'use client'

import type { Attribute } from '@/lib/labeling/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import { useStore } from '@/components/pipelines/draft/store'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { WorkDesk } from '../page/desk'
import { useAnnotations, useLabeling } from '../page/session-context'

/** What more is to be said of the one selected shape, as its label asks. */
export function AttributesPanel({ desk }: { desk: WorkDesk }) {
  const { look } = useLabeling()
  const all = useAnnotations(desk.document)
  const [id, second] = useStore(desk.selected)
  const annotation = id !== undefined && second === undefined ? all.find((other) => other.id === id) : undefined
  const attributes = annotation && look.labelOf(annotation)?.attributes
  if (!annotation || !attributes || attributes.length === 0) return null
  const set = (name: string, value: string | number | boolean | undefined) => {
    const { [name]: _, ...rest } = annotation.attributes
    desk.edit([{ ...annotation, attributes: value === undefined ? rest : { ...rest, [name]: value } }], [], { gesture: `attribute ${annotation.id} ${name}` })
  }
  return (
    <section aria-label="Attributes" className="flex max-h-72 shrink-0 flex-col gap-2 overflow-y-auto border-t border-line px-3 py-3">
      <h2 className="text-sm font-medium text-muted">{look.nameOf(annotation)}</h2>
      {attributes.map((attribute) => (
        <AttributeField key={`${annotation.id} ${attribute.name}`} attribute={attribute} value={annotation.attributes[attribute.name]} onChange={(value) => set(attribute.name, value)} />
      ))}
    </section>
  )
}

type Value = Annotation['attributes'][string] | undefined

function AttributeField({ attribute: { name, kind, options }, value, onChange }: { attribute: Attribute; value: Value; onChange: (value: Value) => void }) {
  if (kind === 'boolean') {
    return (
      <label className="flex items-center gap-2">
        <Checkbox checked={value === true} onCheckedChange={(checked) => onChange(checked === true)} />
        {name}
      </label>
    )
  }
  if (kind === 'choice') {
    return (
      <Field label={name}>
        <Select value={String(value ?? '')} onValueChange={onChange} placeholder="Choose" options={options.map((option) => ({ value: option, label: option }))} />
      </Field>
    )
  }
  return (
    <Field label={name}>
      <Input
        type={kind === 'number' ? 'number' : 'text'}
        step="any"
        className="h-7"
        defaultValue={value === undefined ? '' : String(value)}
        onChange={({ target }) => onChange(target.value === '' ? undefined : kind === 'number' ? target.valueAsNumber : target.value)}
      />
    </Field>
  )
}
