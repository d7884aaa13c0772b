import { Input } from '@/components/ui/input'
import type { FieldProps } from './field-props'

export function TextField({ field, value, onChange, columns: _, error: __, ...control }: FieldProps<'text'>) {
  return <Input {...control} placeholder={field.placeholder} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value, { typing: true })} />
}
