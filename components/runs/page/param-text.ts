import type { Field } from '@/lib/catalog/types'

/** A parameter's value as a person would say it: the label of a choice, a list with commas, `latest` versions by name. */
export function paramText(field: Field | undefined, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') {
    const chosen = field?.kind === 'choice' ? field.options.find((option) => option.value === value) : undefined
    return chosen?.label ?? value
  }
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    if (value.every((entry) => typeof entry === 'string' || typeof entry === 'number')) return value.join(', ')
    return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}: ${value.map((entry) => (isObject(entry) ? Object.values(entry).map((inner) => paramText(undefined, inner)).join(' ') : String(entry))).join('; ')}`
  }
  if (isObject(value)) {
    if (typeof value.name === 'string' && 'version' in value) return `${value.name}, version ${String(value.version)}`
    if (Array.isArray(value.columns) && Array.isArray(value.rows)) return `${value.rows.length} × ${value.columns.length}, typed in`
    return JSON.stringify(value)
  }
  return String(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
