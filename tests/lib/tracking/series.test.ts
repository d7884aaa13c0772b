import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seriesBands, seriesBuckets } from '@/db/queries/series'
import { insertPoints } from '@/db/queries/tracking/insert-points'
import { metricKeyIds } from '@/db/queries/tracking/metrics'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { rollUp } from '@/lib/tracking/metrics/roll-up'
import { createRun } from '@/lib/tracking/runs/create'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()
const ctx = await testContext(db)
const experimentId = await createExperiment(ctx, { name: 'series' })

interface P { step: number; atMs: number; value: number }
const value = fc.oneof({ weight: 30, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, fc.constantFrom(Number.NaN, Infinity, -Infinity))
const point = fc.record({ step: fc.integer({ min: -50, max: 3000 }), atMs: fc.integer({ min: 0, max: 5000 }), value })
const isReal = ({ value: v }: P) => Number.isFinite(v)

test('buckets hold every point once and the lowest and highest of all, whatever was rolled up before late points came', async () => {
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.array(point, { minLength: 1, maxLength: 900 }), fc.boolean()), { minLength: 1, maxLength: 4 }), fc.constantFrom('step' as const, 'wall' as const), fc.constantFrom(4, 20, 300), async (batches, axis, buckets) => {
      const run = await createRun(ctx, { experimentId, tags: [] })
      const name = `m${n++}`
      const key = (await metricKeyIds(db, ctx.workspace.id, [name])).get(name)!
      const all = new Map<string, P>()
      for (const [points, roll] of batches) {
        await insertPoints(db, run, points.map((p) => ({ key, step: String(p.step), atMs: String(p.atMs), value: p.value })))
        for (const p of points) all.set(`${p.step} ${p.atMs} ${p.value}`, p)
        if (roll) await rollUp(db, { run: run.id, key })
      }
      const question = { workspaceId: ctx.workspace.id, runs: [run.id], metric: name, axis }
      const [found] = await seriesBuckets(db, { ...question, from: null, to: null, buckets })
      const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
      const points = [...all.values()]
      const real = points.filter(isReal).map((p) => p.value)
      expect(sum(found!.points)).toBe(points.length)
      expect(sum([...found!.nans, ...found!.ups, ...found!.downs])).toBe(points.length - real.length)
      const extreme = (pick: (...v: number[]) => number, values: number[]) => (values.length ? pick(...values) : null)
      expect(extreme(Math.min, found!.low.flatMap((pair) => pair?.[0] ?? []))).toBe(extreme(Math.min, real))
      expect(extreme(Math.max, found!.high.flatMap((pair) => pair?.[0] ?? []))).toBe(extreme(Math.max, real))
      const bands = await seriesBands(db, { ...question, axis: 'step', from: -50, to: 3000, buckets: 10, groups: [0] })
      expect(bands.reduce((sum, b) => sum + b.points, 0)).toBe(real.length)
      for (const band of bands) {
        const own = points.filter((p) => isReal(p) && Math.min(Math.floor((p.step + 50) / 305), 9) === band.bucket).map((p) => p.value)
        expect(band.points).toBe(own.length)
        expect(Math.abs(band.mean - own.reduce((s, v) => s + v, 0) / own.length)).toBeLessThan(1e-3)
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('values next to nothing have a mean too', async () => {
  const run = await createRun(ctx, { experimentId, tags: [] })
  const key = (await metricKeyIds(db, ctx.workspace.id, ['tiny'])).get('tiny')!
  await insertPoints(db, run, [0, -5e-324, 0].map((tiny, index) => ({ key, step: String(index), atMs: '0', value: tiny })))
  const question = { workspaceId: ctx.workspace.id, runs: [run.id], metric: 'tiny', axis: 'step' as const }
  expect((await seriesBands(db, { ...question, from: 0, to: 2, buckets: 1, groups: [0] })).map(({ mean, points }) => [Math.abs(mean), points])).toEqual([[0, 3]])
  expect((await seriesBuckets(db, { ...question, from: null, to: null, buckets: 1 }))[0]!.points).toEqual([3])
})
