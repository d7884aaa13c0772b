import { formatNumber } from '@/components/ui/format'
import type { Field } from '@/lib/tracking/filter/schema'
import { writeField } from '@/lib/tracking/filter/write'

const names: Record<string, string> = { NaN: 'not a number', Infinity: '∞', '-Infinity': '−∞' }

/** A metric's value, or a parameter's or tag's text as it is. */
export function valueText(value: number | string | null | undefined, numeric = true): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return formatNumber(value, 5)
  return numeric ? (names[value] ?? value) : value
}

const part = /\|(?:lowest|highest|step -?\d+)$/

/** The last part of a column's name: `metrics.loss|lowest` → "loss, min", `metrics.loss|step 5` → "loss at 5". */
export function columnLabel(column: string): string {
  const key = column.slice(column.indexOf('.') + 1)
  return isMetric(column) ? key.replace(/\|lowest$/, ', min').replace(/\|highest$/, ', max').replace(/\|step (-?\d+)$/, ' at $1') : key
}

export const isMetric = (column: string) => column.startsWith('metrics.')
/** Whether it shows something else than a metric's last value; runs are ordered by the last. */
export const isPart = (column: string) => isMetric(column) && part.test(column)

const kinds: Record<string, Field['kind']> = { metrics: 'metric', params: 'param', tags: 'tag' }

/** What a column is called in a filter or an order. */
export function columnSyntax(column: string): string {
  const [prefix] = column.split('.')
  const key = column.slice(prefix!.length + 1)
  return writeField({ kind: kinds[prefix!] ?? 'tag', key: isMetric(column) ? key.replace(part, '') : key })
}
