import type { ColumnType } from '@/lib/catalog/types'

const words: Record<ColumnType, string> = { integer: 'integer', number: 'number', text: 'text', boolean: 'true/false', date: 'date', timestamp: 'time', other: 'other' }

/** A column's type as a small word. */
export function ColumnTypeMark({ type }: { type: ColumnType }) {
  return <span className="shrink-0 font-mono text-xs text-faint">{words[type]}</span>
}
