import { formatNumber } from '@/components/ui/format'

const names: Record<string, string> = { NaN: 'not a number', Infinity: '∞', '-Infinity': '−∞' }

/** A metric's value, or a parameter's or tag's text as it is. */
export function valueText(value: number | string | null | undefined, numeric = true): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return formatNumber(value, 5)
  return numeric ? (names[value] ?? value) : value
}

/** The last part of a column's name: `metrics.loss|lowest` → "loss, lowest". */
export function columnLabel(column: string): string {
  const key = column.slice(column.indexOf('.') + 1)
  return key.replace(/\|(lowest|highest)$/, ', $1')
}

export const isMetric = (column: string) => column.startsWith('metrics.')

/** What a column is called in a filter or an order: quoted where its name has other signs than letters. */
export function columnSyntax(column: string): string {
  const [prefix] = column.split('.')
  const key = column.slice(prefix!.length + 1).replace(/\|(?:lowest|highest)$/, '')
  return /^[\w][\w./:-]*$/.test(key) ? `${prefix}.${key}` : `${prefix}."${key.replaceAll('"', '""')}"`
}
