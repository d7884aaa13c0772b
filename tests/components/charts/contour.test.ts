import { expect, test } from 'vitest'
import { dimension } from '@/components/charts/prepare/dimension'
import { prepareRunContour, surface } from '@/components/charts/prepare/run-contour'

const look = (_: unknown, index: number) => ({ id: `r${index}`, name: `run ${index}`, colour: 'var(--series-1)', dash: undefined })
const xs = [0, 10, 0, 10, 3, 7, 5]
const ys = [0, 0, 4, 4, 1, 3, 2]
const plane = xs.map((x, index) => 2 * x - 3 * ys[index]!)
const looks = xs.map(look)
const spec = (values: (number | string | null | undefined)[], x = xs, y = ys, better: 'higher' | 'lower' | null = 'higher') =>
  prepareRunContour(x.map(look), dimension('params.x', 'x', x), dimension('params.y', 'y', y), dimension('metrics.z', 'z', values), better)

test('iso-lines of a plane are straight and lie where the plane has their value', () => {
  const made = spec(plane)!
  expect(made.points).toHaveLength(looks.length)
  expect(made.ends).toEqual(['−12', '20'])
  expect(made.levels.length).toBeGreaterThan(5)
  for (const { from, polygons } of made.levels.slice(1)) {
    // Axes reach from 0 to 10 and from 0 to 4; the edge of the grid closes the rings.
    const inside = polygons.flat(2).filter(([x, y]) => x > 0.02 && x < 0.98 && y > 0.02 && y < 0.98)
    expect(inside.length).toBeGreaterThan(5)
    for (const [x, y] of inside) expect(2 * x * 10 - 3 * y * 4).toBeCloseTo(from, 6)
  }
  expect(made.points.filter(({ best }) => best).map(({ id }) => id)).toEqual(['r1'])
})

test('a place keeps the value of its run, and runs at one place their mean', () => {
  const side = 96
  const cell = (x: number, y: number) => Math.floor(y * side) * side + Math.floor(x * side)
  const { grid, hull } = surface([{ x: 0, y: 0, value: 1 }, { x: 1, y: 0, value: 1 }, { x: 0.5, y: 1, value: 5 }])!
  expect(hull).toHaveLength(3)
  expect(grid[cell(0.5, 0.5)]).toBeCloseTo(1 + 4 * ((48 + 0.5) / side), 9)
  // Beyond the triangle it is that of the nearest place of its edge, which the hull hides.
  const [x, y] = [1.5 / side, 86.5 / side]
  expect(grid[cell(0.02, 0.9)]).toBeCloseTo(1 + (4 * (0.5 * x + y)) / 1.25, 9)
  const twice = spec([1, 1, 1, 1, 4, 8, 1], [0, 10, 0, 10, 5, 5, 2], [0, 0, 4, 4, 2, 2, 1])!
  expect(twice.subtitle).toContain('runs at one place count as their mean')
  expect(twice.ends).toEqual(['1', '6'])
})

test('what cannot be interpolated has no contours: words, runs on one line, too few', () => {
  expect(spec([1, 2, 3, 4, 5, 6, 7], xs, xs)).toBeNull()
  expect(spec([1, 2, null, null, null, null, null])).toBeNull()
  expect(prepareRunContour(looks, dimension('params.x', 'x', xs.map(() => 'adam')), dimension('params.y', 'y', ys), dimension('metrics.z', 'z', plane), null)).toBeNull()
  expect(spec([1, 2, 3, 'NaN', undefined, 6, 7])!.subtitle).toContain('2 without a number left out')
})

test('a number over several powers of ten lies on a logarithmic axis', () => {
  const made = spec([1, 2, 3, 4], [0.0001, 0.001, 0.01, 0.1], [1, 3, 2, 5])!
  expect(made.x.label).toBe('x, logarithmic')
  expect(made.x.ticks.map(({ text }) => text)).toEqual(['1e−4', '0.001', '0.01', '0.1'])
  expect(made.points.map(({ x }) => Number(x.toFixed(4)))).toEqual([0, 0.3333, 0.6667, 1])
  // Equal values everywhere: one level.
  expect(spec([3, 3, 3, 3, 3, 3, 3])!.levels).toHaveLength(1)
})
