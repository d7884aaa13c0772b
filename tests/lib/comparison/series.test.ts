import { expect, test } from 'vitest'
import { insertPoints } from '@/db/queries/tracking/insert-points'
import { metricKeyIds } from '@/db/queries/tracking/metrics'
import { exportSeries, readBands, readSeries } from '@/lib/comparison/read-series'
import { readComparedMetrics, readComparedRuns } from '@/lib/comparison/read-runs'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { rollUp } from '@/lib/tracking/metrics/roll-up'
import { logBatch } from '@/lib/tracking/metrics/log'
import { createRun } from '@/lib/tracking/runs/create'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()
const ctx = await testContext(db)
const experimentId = await createExperiment(ctx, { name: 'compared' })

/** A run of `count` points with `value` at each step, rolled up but for its last thousand. */
async function runOf(param: string, count: number, value: (step: number) => number, first = 0) {
  const run = await createRun(ctx, { experimentId, name: `optimizer ${param}`, tags: [] })
  await logBatch(ctx, { runId: run.run_id, metrics: [], params: [{ key: 'optimizer', value: param }], tags: [] })
  const key = (await metricKeyIds(db, ctx.workspace.id, ['loss'])).get('loss')!
  const points = Array.from({ length: count }, (_, step) => ({ key, step: String(first + step), atMs: String(1_700_000_000_000 + step * 10), value: value(step) }))
  for (let from = 0; from < count - 1000; from += 5000) await insertPoints(db, run, points.slice(from, Math.min(from + 5000, count - 1000)))
  await rollUp(db, { run: run.id, key })
  await insertPoints(db, run, points.slice(-1000))
  return run
}

const wave = (seed: number) => (step: number) => Math.sin(step / 300) + Math.sin(step * 12.9898 + seed) * 0.1 + seed

test('of many points the buckets keep every spike, their means are those of all points, zooming gives the points, and the CSV has all of them', async () => {
  const plain = wave(0)
  const run = await runOf('adam', 20_000, (step) => (step === 7_777 ? 99 : step === 19_500 ? -99 : step === 12_345 ? Number.NaN : step === 500 ? Infinity : plain(step)))
  const [all] = (await readSeries(ctx, { runs: [run.run_id], metric: 'loss', buckets: 50 })).series
  expect(all).toMatchObject({ exact: false, points: 20_000, odds: [1, 1, 0] })
  expect(all!.x.length).toBeLessThan(120)
  expect(all!.odd.map(([, kind]) => kind)).toEqual(['Infinity', 'NaN'])
  const [high, low] = [all!.high!.indexOf(99), all!.low!.indexOf(-99)]
  expect([all!.highX![high], all!.lowX![low]]).toEqual([7_777, 19_500])
  // Each bucket against its points, one by one.
  all!.x.forEach((from, index) => {
    const steps = Array.from({ length: all!.x1![index]! - from + 1 }, (_, at) => from + at)
    const values = steps.map((step) => (step === 7_777 ? 99 : step === 19_500 ? -99 : step === 12_345 || step === 500 ? Number.NaN : plain(step))).filter(Number.isFinite)
    expect(all!.count![index]).toBe(steps.length)
    expect(all!.y[index]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9)
    expect([all!.low![index], all!.high![index]]).toEqual([Math.min(...values), Math.max(...values)])
  })
  expect(await readSeries(ctx, { runs: [run.run_id], metric: 'loss', buckets: 50 })).toEqual({ series: [all] })

  const [near] = (await readSeries(ctx, { runs: [run.run_id], metric: 'loss', from: '7770', to: '7784', buckets: 50 })).series
  expect(near).toMatchObject({ exact: true, x: Array.from({ length: 15 }, (_, index) => 7_770 + index) })
  expect(near!.y[7]).toBe(99)
  const [timed] = (await readSeries(ctx, { runs: [run.run_id], metric: 'loss', axis: 'wall', from: 1_700_000_077_700, to: 1_700_000_077_840 })).series
  expect(timed!.y).toEqual(near!.y)

  let lines = 0
  let found = ''
  for await (const part of exportSeries(ctx, { runs: [run.run_id], metric: 'loss' })) {
    lines += part.split('\r\n').length - 1
    found += part.match(/^.*,(?:7777|12345|500),.*$/gm)?.join('\n') ?? ''
  }
  expect(lines).toBe(20_001)
  expect(found.split(/\n|\r/).filter(Boolean).map((line) => line.replace(/^.*Z,/, ''))).toEqual(expect.arrayContaining(['99', 'NaN', 'Infinity']))
})

test('a band is the mean and sample deviation over the runs of a group, each of all of its points, whether chunks lie in one bucket or in two', async () => {
  // The second begins at a step of its own, so that its chunks reach over the buckets' ends.
  const given = [{ group: 'sgd', seed: 1, first: 0 }, { group: 'sgd', seed: 2, first: 17 }, { group: 'sgd', seed: 4, first: 0 }, { group: 'lion', seed: 8, first: 0 }]
  const runs = await Promise.all(given.map(({ group, seed, first }) => runOf(group, 6_000, wave(seed), first)))
  const ask = (more: Record<string, unknown>) => readBands(ctx, { runs: runs.map(({ run_id }) => run_id), metric: 'loss', group: 'params.optimizer', ...more })
  const expected = (group: string, inBucket: (step: number) => boolean) => {
    const means = given.filter((one) => one.group === group).flatMap(({ seed, first }) => {
      const values = Array.from({ length: 6_000 }, (_, step) => step).filter((step) => inBucket(step + first)).map(wave(seed))
      return values.length === 0 ? [] : [values.reduce((sum, value) => sum + value, 0) / values.length]
    })
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length
    return { mean, sd: means.length < 2 ? null : Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (means.length - 1)) }
  }
  const all = await ask({ buckets: 20 })
  expect([all.from, all.to]).toEqual([0, 6_016])
  expect(all.bands.map(({ group, runs: count }) => [group, count])).toEqual([['lion', 1], ['sgd', 3]])
  expect(all.bands[1]!.points.reduce((sum, points) => sum + points, 0)).toBe(18_000)
  // Sixteen chunks of 32 points a bucket; zoomed so near that none lies whole in one, tenths of what is in sight.
  const near = await ask({ buckets: 10, from: 1_003, to: 1_200 })
  for (const [{ bands }, from, width, to] of [[all, 0, 512, 6_016], [near, 1_003, 197 / 10, 1_200]] as const) {
    for (const { group, x, mean, sd } of bands) {
      x.forEach((_, bucket) => {
        const right = expected(group, (step) => step <= to && step >= from && Math.min(Math.ceil((to - from) / width) - 1, Math.floor((step - from) / width)) === bucket)
        expect(mean[bucket]).toBeCloseTo(right.mean, 9)
        if (right.sd === null) expect(sd[bucket]).toBeNull()
        else expect(sd[bucket]).toBeCloseTo(right.sd, 9)
      })
    }
  }
  expect(near.bands[1]!.points.reduce((sum, points) => sum + points, 0)).toBe(3 * 198)
  await expect(readBands(ctx, { runs: [runs[0]!.run_id], metric: 'loss', group: 'metrics.loss' })).rejects.toThrow('by a parameter or a tag')
})

test('runs of another workspace are not there, too many are refused, and what runs were given is told without their metrics', async () => {
  const run = await runOf('adam', 1_200, wave(3))
  const stranger = await testContext(db)
  expect(await readComparedRuns(stranger, [run.run_id])).toEqual({ runs: [], missing: [run.run_id], withEvents: [] })
  expect(await readSeries(stranger, { runs: [run.run_id], metric: 'loss' })).toEqual({ series: [] })
  expect(await readComparedMetrics(stranger, { runs: [run.run_id], names: [] })).toEqual({ metrics: [], total: 0 })
  await expect(readSeries(ctx, { runs: Array.from({ length: 101 }, (_, index) => String(index)), metric: 'loss' })).rejects.toThrow('At most 100 runs')
  const labeler = await testContext(db, { role: 'labeler' })
  await expect(readComparedRuns(labeler, [run.run_id])).rejects.toMatchObject({ code: 'forbidden' })
  const { runs, missing } = await readComparedRuns(ctx, ['gone', run.run_id])
  expect(missing).toEqual(['gone'])
  expect(runs[0]).toMatchObject({ id: run.run_id, params: [{ key: 'optimizer', value: 'adam' }], experimentName: 'compared' })
  const { metrics, total } = await readComparedMetrics(ctx, { runs: [run.run_id], names: [], contains: 'LOS' })
  expect(total).toBe(1)
  expect(metrics[0]!.values[run.run_id]).toMatchObject({ last: wave(3)(1_199), step: 1_199 })
})
