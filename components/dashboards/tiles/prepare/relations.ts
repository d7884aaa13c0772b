import { axis, extent, niceDomain } from '@/components/charts/prepare/scale'
import type { BarSpec, ScatterSpec } from '@/components/charts/prepare/spec'
import { valueText } from '@/components/experiments/value-text'
import { formatCount, formatInteger, formatNumber } from '@/components/ui/format'
import type { TileData } from '@/lib/dashboards/tile-data'
import { runHref, runsHref, withParam } from '../hrefs'

type Data<K extends TileData['kind']> = Extract<TileData, { kind: K }>

const measures = { mean: 'Mean', max: 'Highest', min: 'Lowest' }

export interface BarsFrame {
  draw: 'bars'
  spec: BarSpec
}

/** Numbers by their size, then words by theirs. */
function byValue(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)]
  if (Number.isFinite(left) && Number.isFinite(right) && a.trim() && b.trim()) return left - right
  return a.localeCompare(b)
}

export function prepareBars(data: Data<'bars'>, workspace: string): BarsFrame {
  const { experiment, metric, param, measure, filter } = data
  const word = `${measures[measure]} ${metric}`
  const bars = [...data.bars].sort((a, b) => byValue(a.value, b.value)).map((bar) => {
    const value = { mean: bar.mean, max: bar.highest, min: bar.lowest }[measure]
    return {
      label: bar.value,
      value,
      text: formatNumber(value, 4),
      ...(measure === 'mean' && bar.runs > 1 && { low: bar.lowest, high: bar.highest }),
      href: runsHref(workspace, experiment.id, { filter: withParam(filter, param, bar.value), columns: [`metrics.${metric}`, `params.${param}`] }),
      facts: [
        { label: param, value: bar.value },
        { label: 'Mean', value: formatNumber(bar.mean) },
        { label: 'Lowest', value: formatNumber(bar.lowest) },
        { label: 'Highest', value: formatNumber(bar.highest) },
        { label: 'Runs', value: formatInteger(bar.runs) },
      ],
    }
  })
  const cut = data.values > bars.length ? `the ${bars.length} most used of ${formatInteger(data.values)} values` : ''
  return {
    draw: 'bars',
    spec: {
      title: `${word} by ${param}`,
      subtitle: [experiment.name, formatCount(data.runs, 'run'), cut, measure === 'mean' && bars.some(({ low }) => low !== undefined) && 'from lowest to highest'].filter(Boolean).join(' · '),
      description: `${word} by ${param}: ${bars.slice(0, 6).map(({ label, text }) => `${label} ${text}`).join(', ')}.`,
      fileName: `${experiment.name}-${metric}-by-${param}`,
      x: axis(word, bars.flatMap(({ value, high, low }) => [value, high ?? value, low ?? value]), { zero: true }),
      bars,
      table: {
        columns: [{ label: param, numeric: false }, ...['Runs', 'Mean', 'Lowest', 'Highest'].map((label) => ({ label, numeric: true }))],
        rows: [...data.bars].sort((a, b) => byValue(a.value, b.value)).map(({ value, runs, mean, lowest, highest }) => [value, runs, mean, lowest, highest]),
      },
      empty: bars.length === 0 ? `No run of ${experiment.name} has both ${metric} and ${param}${filter ? ' under these filters' : ''}.` : null,
    },
  }
}

export interface ScatterFrame {
  draw: 'scatter'
  spec: ScatterSpec
}

const key = (column: string) => column.slice(column.indexOf('.') + 1)

export function prepareScatter(data: Data<'scatter'>, workspace: string): ScatterFrame {
  const { experiment, points, filter, total } = data
  const [x, y] = [key(data.x), key(data.y)]
  const across = niceDomain(extent(points.map((point) => point.x)))
  const notes = [points.length >= data.asked ? `the newest ${formatInteger(points.length)} of ${formatInteger(total)} runs` : total > points.length && points.length > 0 ? `${formatCount(total - points.length, 'run')} without both left out` : formatCount(points.length, 'run')]
  return {
    draw: 'scatter',
    spec: {
      title: `${y} against ${x}`,
      subtitle: [experiment.name, ...notes].join(' · '),
      description: `${y} against ${x} of ${formatCount(points.length, 'run')} of ${experiment.name}.`,
      fileName: `${experiment.name}-${y}-against-${x}`,
      x: { label: x, domain: across.domain, ticks: across.ticks, format: formatNumber },
      y: axis(y, points.map((point) => point.y)),
      points: points.map((point) => ({
        x: point.x,
        y: point.y,
        href: runHref(workspace, experiment.id, point.id),
        facts: [{ label: 'Run', value: point.name }, { label: x, value: valueText(point.x) }, { label: y, value: valueText(point.y) }],
      })),
      references: [],
      table: { columns: [{ label: 'Run', numeric: false }, { label: x, numeric: true }, { label: y, numeric: true }], rows: points.map((point) => [point.name, point.x, point.y]) },
      empty: points.length === 0 ? `No run of ${experiment.name} has both ${x} and ${y} as numbers${filter ? ' under these filters' : ''}.` : null,
    },
  }
}
