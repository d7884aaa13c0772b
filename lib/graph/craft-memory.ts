import { estimateMemory } from '@/lib/catalog/learn/memory'
import type { Component, Problem } from '@/lib/catalog/types'
import type { LearnedTable } from '@/lib/sample/schema'

/** Of the largest agent's memory, what a sample is offered to fill: the rest is for what runs beside it. */
const filled = 0.6

/** A warning where a step will need more memory than the largest agent has, with a sample that fits as the repair. */
export function memoryWarnings(component: Component, params: Record<string, unknown>, { columns, wholeRows, largestAgentMb }: LearnedTable): Omit<Problem, 'node'>[] {
  const parsed = component.params.safeParse(params)
  if (!wholeRows || !largestAgentMb || !parsed.success) return []
  const given = parsed.data as Record<string, unknown>
  const need = (rows: number) => estimateMemory(component.id, given, { table: { rows, columns } }) ?? 0
  const most = largestAgentMb * 1e6
  if (need(wholeRows) <= most) return []
  const rows = fitting(need, wholeRows, filled * most)
  const message = `Needs about ${gigabytes(need(wholeRows))} of memory for about ${wholeRows.toLocaleString('en-US')} rows; the largest agent has ${gigabytes(most)}. Learn from a sample, or add a larger agent`
  const fix = rows >= 1_000 ? { label: `Add Sample: ${rows.toLocaleString('en-US')} rows`, params: {}, insert: { component: 'transform.sample@1', params: { method: 'random', size: 'rows', rows }, on: 'table' } } : undefined
  return [{ severity: 'warning', port: 'table', code: 'memory', message, ...(fix && { fix }) }]
}

/** The most rows, in two figures, that need no more than so many bytes. */
function fitting(need: (rows: number) => number, whole: number, bytes: number): number {
  let [low, high] = [0, whole]
  while (high - low > Math.max(1, low / 100)) {
    const middle = Math.floor((low + high) / 2)
    if (need(middle) <= bytes) low = middle
    else high = middle
  }
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, low))) - 1)
  return Math.floor(low / step) * step
}

const gigabytes = (bytes: number) => `${bytes < 9.95e9 ? (bytes / 1e9).toFixed(1).replace(/\.0$/, '') : Math.round(bytes / 1e9)} GB`
