import { axis, extent, niceDomain } from '@/components/charts/prepare/scale'
import { seriesColours } from '@/components/charts/prepare/series'
import type { LineSpec } from '@/components/charts/prepare/spec'
import { formatInteger } from '@/components/ui/format'
import type { MetricSeries } from '@/lib/tracking/views'
import { valueText } from '../value-text'

/** One metric over its steps. What is no number is a gap. */
export function prepareMetric({ name, points }: MetricSeries): LineSpec {
  const numbers = points.map(({ value }) => (typeof value === 'number' ? value : null))
  const gaps = numbers.filter((value) => value === null).length
  const steps = niceDomain(extent(points.map(({ step }) => step)))
  const known = numbers.filter((value) => value !== null)
  return {
    title: name,
    subtitle: [`by step`, gaps > 0 && `${formatInteger(gaps)} ${gaps === 1 ? 'value is' : 'values are'} not a number or infinite`].filter(Boolean).join('; '),
    description: known.length === 0 ? `${name}: no finite value.` : `${name} by step: from ${valueText(known[0])} to ${valueText(known.at(-1))}, lowest ${valueText(Math.min(...known))}, highest ${valueText(Math.max(...known))}.`,
    fileName: name.replace(/[^\w.-]+/g, '-'),
    x: { label: 'Step', domain: steps.domain, ticks: steps.ticks, format: formatInteger },
    y: axis(name, numbers),
    series: [
      {
        name,
        note: '',
        colour: seriesColours[0]!,
        dash: undefined,
        hidden: false,
        dots: points.length <= 40,
        points: points.map(({ step, value }) => ({ x: step, y: typeof value === 'number' ? value : Number.NaN, facts: [{ label: 'Step', value: formatInteger(step) }, { label: name, value: valueText(value) }] })),
      },
    ],
    references: [],
    table: { columns: [{ label: 'Step', numeric: true }, { label: name, numeric: true }], rows: points.map(({ step }, index) => [step, numbers[index] ?? null]) },
    empty: known.length === 0 ? 'No value of this metric is a finite number.' : null,
  }
}
