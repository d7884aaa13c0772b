import type { ModelCard } from '@/lib/results/model-card'
import { formatNumber } from '@/lib/results/format'
import { axis } from './scale'
import { top } from './series'
import type { BarSpec } from './spec'

/** The twenty most important features, zero on the axis; the table has all of them. */
export function prepareImportances(card: ModelCard, limit = 20): BarSpec {
  const { kept, dropped } = top(card.importances, limit, (entry) => Math.abs(entry.importance), (entry) => entry.feature)
  const sorted = top(card.importances, card.importances.length, (entry) => Math.abs(entry.importance), (entry) => entry.feature).kept
  const finite = kept.filter((entry) => Number.isFinite(entry.importance))
  const how = card.importanceKind.replace(/\.$/, '')
  return {
    title: 'Feature importances',
    subtitle: `${how}${dropped > 0 ? `; the ${limit} largest of ${card.importances.length}` : ''}`,
    description: `Importances of the features for ${card.target}: ${finite.slice(0, 5).map((entry) => `${entry.feature} ${formatNumber(entry.importance)}`).join(', ')}.`,
    fileName: `${card.target}-importances`,
    x: axis('Importance', finite.map((entry) => entry.importance), { count: 5, zero: true }),
    bars: finite.map((entry) => {
      const text = formatNumber(entry.importance)
      return { label: entry.feature, value: entry.importance, text, facts: [{ label: 'Feature', value: entry.feature }, { label: 'Importance', value: text }] }
    }),
    table: {
      columns: [{ label: 'Feature', numeric: false }, { label: 'Importance', numeric: true }],
      rows: sorted.map((entry) => [entry.feature, entry.importance]),
    },
    empty: finite.length === 0 ? 'This algorithm gives no importances.' : null,
  }
}

/** Height in pixels of a drawing of `count` horizontal bars, with its axis. */
export function barsHeight(count: number): number {
  return count * 22 + 46
}
