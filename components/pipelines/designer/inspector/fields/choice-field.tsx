import { Select } from '@/components/ui/select'
import type { FieldProps } from './field-props'

/** Radix knows no option without a value; ours may be `''`. */
const empty = '\u0000'

export function ChoiceField({ field, value, onChange, columns: _, error: __, ...control }: FieldProps<'choice'>) {
  const known = field.options.some((option) => option.value === value)
  const options = field.options.map((option) => ({ ...option, value: option.value || empty }))
  const stray = typeof value === 'string' && value !== '' && !known ? [{ value, label: `${value} (not offered)` }] : []
  return (
    <Select
      {...control}
      value={value === '' && known ? empty : (value as string | undefined)}
      onValueChange={(next) => onChange(next === empty ? '' : next)}
      options={[...options, ...stray]}
    />
  )
}
