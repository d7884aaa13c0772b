import { Input, Textarea } from '@/components/ui/input'
import type { FieldProps } from './field-props'

/** A text; where it may have several lines it grows with them. */
export function TextField({ field, value, onChange, columns: _, error: __, ...control }: FieldProps<'text'>) {
  const shared = { ...control, placeholder: field.placeholder, value: typeof value === 'string' ? value : '' }
  if (field.lines) return <Textarea {...shared} rows={1} className="field-sizing-content max-h-64 min-h-8 resize-none" onChange={(event) => onChange(event.target.value, { typing: true })} />
  return <Input {...shared} onChange={(event) => onChange(event.target.value, { typing: true })} />
}
