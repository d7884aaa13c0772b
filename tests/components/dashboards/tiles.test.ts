import { expect, test } from 'vitest'
import { filtersIn, urlOfFilters } from '@/components/dashboards/filters/filters-in-url'
import { isBetter } from '@/components/dashboards/tiles/number-body'
import { prepareStates } from '@/components/dashboards/tiles/prepare/days'
import { logAxis, prepareLines, smoothed } from '@/components/dashboards/tiles/prepare/lines'
import { prepareBars } from '@/components/dashboards/tiles/prepare/relations'
import { noFilters, type DashboardFilters } from '@/lib/dashboards/schema'
import type { TileData, TileLine } from '@/lib/dashboards/tile-data'

const through = (filters: DashboardFilters, own: DashboardFilters) => {
  const query = new URLSearchParams(Object.entries(urlOfFilters(filters, own)).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  return { query: query.toString(), back: filtersIn((name) => query.get(name), own) }
}

test('filters go through the address and back, also none where the dashboard has its own', () => {
  const own = { ...noFilters, person: 'Ann' }
  const set = { ...noFilters, experiment: '3', days: 30, tag: 'team=a&b', param: 'lr', from: '0.1', to: '0.1' }
  for (const base of [noFilters, own]) for (const filters of [noFilters, own, set, { ...noFilters, tag: 'x' }]) expect(through(filters, base).back).toEqual(filters)
  expect(through(own, own).query).toBe('')
  expect(through(noFilters, own).query).toBe('days=0')
  expect(filtersIn((name) => ({ experiment: 'x1', days: '99999' })[name] ?? null, noFilters)).toEqual(noFilters)
})

const line = (name: string, values: (number | 'NaN')[], more: Partial<TileLine> = {}): TileLine => ({ run: { id: `${name}-id`, name, status: 'RUNNING', kind: 'mlflow', pipelineRunId: null }, group: null, points: values.map((value, step) => ({ step, value })), ...more })
const lines = (of: TileLine[], group = ''): Extract<TileData, { kind: 'lines' }> => ({ kind: 'lines', experiment: { id: '4', name: 'Nets' }, filter: 'a', metric: 'loss', group, lines: of, total: 9 })

test('lines keep gaps, tell equal names apart, and say what is left out', () => {
  const { spec, legend } = prepareLines(lines([line('a', [1, 'NaN', 0.1]), line('a', [0, 2], { run: { id: 'other', name: 'a', status: 'FINISHED', kind: 'mlflow', pipelineRunId: null } })]), { scale: 'log', smoothing: 0 }, 'w')
  expect(spec.series.map(({ name, points }) => [name, points.map(({ y }) => y)])).toEqual([['a a-id', [1, Number.NaN, 0.1]], ['a othe', [Number.NaN, 2]]])
  expect(spec.subtitle).toBe('Nets · the newest 2 of 9 runs · 1 value not a number or infinite · 1 value at or below 0 left out')
  expect(spec.y).toMatchObject({ scale: 'log', domain: [0.1, 10], ticks: [0.1, 1, 10] })
  expect(legend).toMatchObject([{ live: true, href: '/w/w/experiments/4/runs/a-id' }, { live: false }])
  expect(new Set(legend.map(({ colour }) => colour)).size).toBe(2)
  expect(prepareLines(lines([line('a', ['NaN'])]), { scale: 'linear', smoothing: 0 }, 'w').spec.empty).toContain('finite')
  const grouped = prepareLines(lines([line('a', [1], { group: '3' }), line('b', [2], { group: '3' }), line('c', [2])], 'depth'), { scale: 'linear', smoothing: 0 }, 'w')
  expect(grouped.legend.map(({ name }) => name)).toEqual(['depth 3', 'depth none'])
  expect(grouped.spec.series[0]!.colour).toBe(grouped.spec.series[1]!.colour)
})

test('smoothing starts at the first value, and the line as it was stays behind', () => {
  expect(smoothed([4, Number.NaN, 4, 4], 0.9).filter(Number.isFinite).map((value) => value.toFixed(9))).toEqual(['4.000000000', '4.000000000', '4.000000000'])
  expect(smoothed([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12)
  const { spec } = prepareLines(lines([line('a', [0, 1])]), { scale: 'linear', smoothing: 0.5 }, 'w')
  expect(spec.series.map(({ name, faint }) => [name, faint ?? false])).toEqual([['a as logged', true], ['a', false]])
  expect(logAxis('y', [])).toMatchObject({ domain: [1, 10] })
})

test('bars stand by the size of their values and lead to their runs; days without runs are there', () => {
  const bar = (value: string, mean: number) => ({ value, runs: 2, mean, lowest: mean - 1, highest: mean + 1 })
  const { spec } = prepareBars({ kind: 'bars', experiment: { id: '4', name: 'Nets' }, filter: 'x > 1', metric: 'acc', param: "it's", measure: 'mean', bars: [bar('10', 3), bar('9', 2)], values: 5, runs: 4 }, 'w')
  expect(spec.bars.map(({ label, low, high }) => [label, low, high])).toEqual([['9', 1, 3], ['10', 2, 4]])
  expect(decodeURIComponent(spec.bars[0]!.href!.replaceAll('+', ' '))).toContain(`filter=x > 1 AND params."it's" = '9'`)
  const { spec: days, legend } = prepareStates({ kind: 'states', from: '2026-01-01', to: '2026-01-03', days: [{ day: '2026-01-02', state: 'failed', runs: 2 }, { day: '2026-01-02', state: 'succeeded', runs: 3 }] })
  expect(days.bins.map(({ count }) => count)).toEqual([0, 5, 0])
  expect(days.bins[1]!.parts).toEqual([3, 2])
  expect(legend.map(({ name, total }) => [name, total])).toEqual([['Succeeded', '3'], ['Failed', '2']])
})

test('a change is for the better or the worse by what the number counts', () => {
  expect(isBetter({ value: 2, before: 1, better: 'more' })).toBe(true)
  expect(isBetter({ value: 2, before: 1, better: 'less' })).toBe(false)
  expect(isBetter({ value: 2, before: 1, better: null })).toBeNull()
  expect(isBetter({ value: 2, before: null, better: 'more' })).toBeNull()
})
