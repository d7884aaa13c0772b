import { Switch } from '@/components/ui/switch'
import type { FieldProps } from './field-props'

export function SwitchField({ field: _, value, onChange, columns: __, error: ___, ...control }: FieldProps<'switch'>) {
  return <Switch {...control} checked={value === true} onCheckedChange={(next) => onChange(next)} />
}
