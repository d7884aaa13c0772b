import { axis, extent } from '@/components/charts/prepare/scale'
import type { HistogramSpec } from '@/components/charts/prepare/spec'
import { formatInteger, formatNumber } from '@/components/ui/format'
import type { Bars, Summary } from '@/lib/tensorboard/schema'

const ranges = 40

/** One step's values. Bars of unequal width would deceive: they are drawn as equal ranges, and the table has them as they were logged. */
export function prepareHistogram(name: string, { step, bars = [] }: Summary): HistogramSpec {
  const total = bars.reduce((sum, [, , count]) => sum + count, 0)
  const equal = isEven(bars)
  const drawn = equal ? bars : spread(bars)
  const range = extent(bars.flatMap(([left, right]) => [left, right]))
  return {
    title: name,
    subtitle: `Step ${formatInteger(step)}: ${formatInteger(Math.round(total))} values${equal ? '' : '; logged in uneven ranges, drawn in even ones'}`,
    description: `Distribution of ${name} at step ${step}: ${Math.round(total)} values${range ? ` from ${formatNumber(range[0])} to ${formatNumber(range[1])}` : ''}.`,
    fileName: `${name.replace(/[^\w.-]+/g, '-')}-step-${step}`,
    x: { ...axis('Value', range ?? []), domain: range && range[0] < range[1] ? range : [(range?.[0] ?? 0) - 0.5, (range?.[0] ?? 0) + 0.5] },
    y: axis('Values', [0, ...drawn.map(([, , count]) => count)], { zero: true }),
    bins: drawn.map(([from, to, count]) => ({
      from: from === to ? from - 0.5 : from,
      to: from === to ? to + 0.5 : to,
      count,
      facts: [{ label: 'Range', value: `${formatNumber(from)} to ${formatNumber(to)}` }, { label: equal ? 'Values' : 'Values, about', value: formatNumber(count) }],
    })),
    table: { columns: [{ label: 'From', numeric: true }, { label: 'To', numeric: true }, { label: 'Values', numeric: true }], rows: bars },
    empty: total === 0 ? 'It holds no finite value at this step.' : null,
  }
}

function isEven(bars: Bars): boolean {
  const widths = bars.map(([left, right]) => right - left)
  return Math.max(...widths) <= Math.min(...widths) * 1.01
}

/** Counts in equal ranges over the same span, as if each bar's values lay evenly in it. */
function spread(bars: Bars): Bars {
  const low = bars[0]![0]
  const width = (bars.at(-1)![1] - low) / ranges
  const out = Array.from({ length: ranges }, (_, index): Bars[number] => [low + index * width, low + (index + 1) * width, 0])
  for (const [left, right, count] of bars) {
    const first = Math.min(ranges - 1, Math.floor((left - low) / width))
    const last = Math.min(ranges - 1, Math.floor((right - low) / width))
    for (let index = first; index <= last; index++) {
      const [from, to] = out[index]!
      out[index]![2] += left === right ? (index === first ? count : 0) : (count * Math.max(0, Math.min(right, to) - Math.max(left, from))) / (right - left)
    }
  }
  return out
}
