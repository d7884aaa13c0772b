import { expect, test } from 'vitest'
import { dimension, dimensionAxis } from '@/components/charts/prepare/dimension'
import { quantile } from '@/components/charts/prepare/quantile'
import { readAt } from '@/components/charts/prepare/read-at'
import { logTicks, runAxis } from '@/components/charts/prepare/run-axes'
import { prepareRunGrid } from '@/components/charts/prepare/run-grid'
import { prepareBands, prepareRunLines } from '@/components/charts/prepare/run-lines'
import { runLinesSvg } from '@/components/charts/prepare/run-lines-svg'
import { prepareRunBars, prepareRunBoxes, prepareRunParallel, prepareRunScatter } from '@/components/charts/prepare/run-relations'
import { smooth } from '@/components/charts/prepare/smooth'
import type { RunSeries } from '@/lib/comparison/schema'

const looks = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, name: `run ${id}`, colour: `var(--series-${index + 1})`, dash: undefined }))
const input = { metric: 'loss', axis: 'step' as const, zoom: null, logX: false, logY: false, smoothing: 0, looks }
const exact = (run: string, y: (number | null)[], odd: RunSeries['odd'] = []): RunSeries => ({ run, exact: true, points: y.length, x: y.map((_, index) => index), y, odd, odds: [odd.length, 0, 0] })
const bucketed: RunSeries = { run: 'b', exact: false, points: 512, x: [0, 256], x1: [255, 511], y: [0.5, 0.4], low: [0.1, 0.2], lowX: [200, 300], high: [9, 0.6], highX: [100, 400], count: [256, 256], odd: [], odds: [0, 0, 0] }

test('the moving average begins at the first value, leaves gaps, and equals its formula', () => {
  expect(smooth([2, null, 4], 0)).toEqual([2, null, 4])
  const [first, gap, second] = smooth([2, null, 4], 0.9)
  expect([first, gap]).toEqual([2, null])
  expect(second).toBeCloseTo((0.9 * 2 + 4) / 1.9, 12)
  expect(smooth([5, 5, 5, 5], 0.99).every((value) => Math.abs(value! - 5) < 1e-12)).toBe(true)
})

test('lowest and highest of a bucket are drawn in the order of their places, and read with the mean', () => {
  const spec = prepareRunLines({ ...input, series: [bucketed] })
  expect(spec.lines[0]).toMatchObject({ xs: [100, 200, 300, 400], ys: [9, 0.1, 0.2, 0.6] })
  expect(spec.y.domain[1]).toBeGreaterThanOrEqual(9)
  expect(spec.subtitle).toBe('512 points, drawn by the lowest and highest of neighbours')
  expect(readAt(spec.read, 120)[0]).toMatchObject({ y: 0.5, low: 0.1, high: 9, count: 256, text: '0.5 (0.1 to 9)' })
  expect(readAt(spec.read, 400)[0]!.text).toBe('0.4 (0.2 to 0.6)')
})

test('what is not finite is a gap with a mark, said in words; hidden runs are not drawn; smoothing keeps the values faint', () => {
  const series = [exact('a', [1, null, 3], [[1, 'NaN']]), exact('c', [1, 2, 3])]
  const spec = prepareRunLines({ ...input, smoothing: 0.5, looks: looks.slice(0, 2), series })
  expect(spec.lines.map(({ id, faint }) => [id, faint])).toEqual([['a', true], ['a', false]])
  expect(spec.lines[0]!.ys).toEqual([1, null, 3])
  expect(spec.marks).toEqual([{ x: 1, kind: 'NaN', colour: 'var(--series-1)' }])
  expect(spec.subtitle).toContain('1 not a number or infinite')
  expect(readAt(spec.read, 1)[0]!.text).toBe('not finite')
  expect(prepareRunLines({ ...input, series: [] }).empty).toBe('None of the runs in sight has loss here.')
})

test('a logarithmic axis leaves out what is not above 0 and says how much, and its ticks are powers of ten', () => {
  const spec = prepareRunLines({ ...input, logX: true, logY: true, series: [exact('a', [5, 0.001, -1, 1000])] })
  expect(spec.lines[0]!.ys).toEqual([null, 0.001, null, 1000])
  expect(spec.subtitle).toContain('2 at or below 0 have no place on a logarithmic axis')
  expect(spec.x.domain[0]).toBe(1)
  expect(logTicks([0.001, 1000])).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000].map((value) => expect.closeTo(value, 12)))
  expect(logTicks([1.1, 1.3]).length).toBeGreaterThan(1)
})

test('axes say their units; a zoom is taken as it is and heights follow what is in sight', () => {
  expect(runAxis('relative', [0, 3_600_000 * 5], false)).toMatchObject({ label: 'Time since the run’s start, hours', ticks: [0, 1, 2, 3, 4, 5].map((hours) => hours * 3_600_000) })
  expect(runAxis('wall', [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 5)], false).label).toBe('Time (UTC)')
  const spec = prepareRunLines({ ...input, zoom: [1, 2], series: [exact('a', [100, 1, 2, 100])] })
  expect(spec.x.domain).toEqual([1, 2])
  expect(spec.y.domain).toEqual([1, 2])
})

test('a band lies one deviation around the mean', () => {
  const band = { group: 'run a', runs: 3, x: [0, 1], mean: [1, 2], sd: [0.5, null], low: [0, 1], high: [2, 3], count: [3, 1], points: [30, 10] }
  const spec = prepareBands({ ...input, group: 'params.lr', bands: [band], from: 0, to: 1 })
  expect(spec.bands[0]).toMatchObject({ low: [0.5, 2], high: [1.5, 2] })
  expect(readAt(spec.read, 0)[0]!.text).toBe('1 ± 0.5')
})

test('the picture has the lines, the marks and the names, with signs of XML written out', () => {
  const ink = { of: () => '#123456', ground: '#fff', text: '#000', muted: '#666', grid: '#eee' }
  const { text } = runLinesSvg(prepareRunLines({ ...input, metric: 'a<b', looks: [{ ...looks[0]!, name: 'x & y' }], series: [exact('a', [1, null, 3], [[1, 'NaN']])] }), { width: 600, height: 300 }, ink)
  expect(text).toContain('a&lt;b')
  expect(text).toContain('x &amp; y')
  expect(text.match(/<circle/g)).toHaveLength(2)
})

test('parameters are numbers where all are; runs are laid out, ranked, grouped and binned by them', () => {
  const lr = dimension('params.lr', 'lr', ['0.001', '1e-1', '0.01', undefined])
  const optimizer = dimension('params.optimizer', 'optimizer', ['adam', 'sgd', 'adam', 'adam'])
  const loss = dimension('metrics.loss', 'loss', [0.3, 0.1, 'NaN', 0.2])
  expect(lr).toMatchObject({ kind: 'number', values: [0.001, 0.1, 0.01, null] })
  expect(dimensionAxis(optimizer).places).toEqual([0, 1, 0, 0])
  expect(prepareRunScatter(looks, lr, loss, optimizer)).toMatchObject({ subtitle: '2 runs; 2 without one of them left out', groups: [{ name: 'adam' }, { name: 'sgd' }] })
  expect(prepareRunBars(looks, loss, 'lower').bars.map(({ label }) => label)).toEqual(['run b', 'run d', 'run a'])
  const parallel = prepareRunParallel(looks, [lr, optimizer, loss], 'lower')
  expect(parallel.lines.filter(({ best }) => best).map(({ id }) => id)).toEqual(['b'])
  expect(parallel.lines.map(({ places }) => places[0])).toEqual([0, 1, expect.closeTo(0.5, 9), null])
  expect(prepareRunBoxes(loss, optimizer).boxes.map(({ label, median }) => [label, median])).toEqual([['adam', 0.25], ['sgd', 0.1]])
  const grid = prepareRunGrid(optimizer, lr, loss, 'lower')
  expect(grid.cells.map(({ count, best }) => [count, best])).toEqual([['1 run', false], ['1 run', true]])
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1.75, 2.5, 4])
})
