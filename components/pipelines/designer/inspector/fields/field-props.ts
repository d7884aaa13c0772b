import type { Field, TableSchema } from '@/lib/catalog/types'

/** What every kind of field gets. `value` is the param as stored, or its default. */
export interface FieldProps<K extends Field['kind'] = Field['kind']> {
  field: Extract<Field, { kind: K }>
  value: unknown
  /** `typing`: one of many key presses, which become one undo. `undefined` takes the default again. */
  onChange: (value: unknown, options?: { typing?: boolean }) => void
  /** Columns that arrive at an input; undefined where only a run can tell. */
  columns: (port: string) => TableSchema
  /** What is wrong with the value, in words. */
  error?: string
  disabled?: boolean
  /** From `<Field>`, for the label and the note. */
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}
