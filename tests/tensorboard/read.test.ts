// Event files as tensorboardX and TensorBoard themselves write them, among the artifacts of a run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { nameOf, prefixOf } from '@/lib/tensorboard/names'
import { readNewEventFiles } from '@/lib/tensorboard/read-new-files'
import { openImage, readSummaries, viewRunEvents } from '@/lib/tensorboard/view'
import { putFile } from '@/lib/tracking/artifacts/files'
import { pathOfUri } from '@/lib/tracking/artifacts/path'
import { readHistory } from '@/lib/tracking/metrics/history'
import { createRun } from '@/lib/tracking/runs/create'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { testEnvironment } from '../support/python-environment'

const { db } = await testDatabase()
let folder: string
let ctx: Context
let told: { png: string; counts: number[]; limits: number[] }
/** By their endings. */
let files: { train: Buffer; validation: Buffer }

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-events-'))
  process.env.ATELIER_ARTIFACTS = path.join(folder, 'artifacts')
  const python = await testEnvironment('tracking')
  const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' }
  told = JSON.parse(execFileSync(python, [path.join(import.meta.dirname, 'write.py'), path.join(folder, 'written')], { env, stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  const read = (name: string) => {
    const place = path.join(folder, 'written/logs', name)
    return readFileSync(path.join(place, readdirSync(place).find((file) => file.includes('tfevents'))!))
  }
  files = { train: read('train'), validation: read('validation') }
  ctx = await testContext(db)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function runWith(name: string, content: Buffer) {
  const run = await createRun(ctx, { experimentId: '0' })
  const log = (bytes: Buffer) => putFile(ctx, `${pathOfUri(run.artifact_uri)}/${name}`, Readable.from([bytes]))
  await log(content)
  await readNewEventFiles(db)
  const points = async (metric: string) => (await readHistory(ctx, { runId: run.run_id, name: metric })).rows.map(({ step, value }) => [Number(step), value])
  return { id: run.run_id, log, points }
}

test('what tensorboardX writes becomes metrics, histograms, images and text', async () => {
  const { id, points } = await runWith('logs/train/events.out.tfevents.1.vm', files.train)
  expect(await points('train/loss')).toEqual([0, 1, 2, 3, 4].map((step) => [step, expect.closeTo(1 / (step + 1), 7)]))
  expect(await points('train/odd')).toEqual([[0, 0.1], [1, Number.NaN], [2, Infinity], [3, 0.1], [4, 0.1]])
  const { files: read, names } = await viewRunEvents(ctx, id)
  expect(read).toEqual([{ path: 'logs/train/events.out.tfevents.1.vm', state: 'read', size: files.train.length, readTo: files.train.length, leftOut: {} }])
  expect(names.map(({ kind, name, steps }) => [kind, name, steps])).toEqual([['histogram', 'train/weights', 5], ['image', 'train/batch', 1], ['image', 'train/digits', 1], ['text', 'train/note', 1]])
  const histograms = await readSummaries(ctx, id, 'histogram', 'train/weights')
  for (const { step, bars } of histograms) {
    expect(bars!.reduce((sum, [, , count]) => sum + count, 0)).toBe(1000)
    expect([bars![0]![0], bars!.at(-1)![1]]).toEqual([-(step + 1), step + 1])
    expect(bars!.length).toBeLessThanOrEqual(100)
  }
  expect(await readSummaries(ctx, id, 'text', 'train/note')).toMatchObject([{ step: 1, atMs: 1_700_000_000_000, text: 'a *first* note' }])
  const [image] = await readSummaries(ctx, id, 'image', 'train/digits')
  expect(image).toMatchObject({ step: 2, width: 12, height: 8 })
  const opened = await openImage(ctx, id, image!.digest!)
  expect(opened.mediaType).toBe('image/png')
  opened.stream.destroy()
})

test('what TensorBoard writes as tensors becomes the same, with the numbers exact', async () => {
  const { id, points } = await runWith('validation/events.out.tfevents.2.vm', files.validation)
  const steps = [0, 1, 2, 3, 4]
  expect(await points('validation/accuracy')).toEqual(steps.map((step) => [step, Number((0.1 * step).toPrecision(6))]))
  expect(await points('validation/packed32')).toEqual(steps.map((step) => [step, Number((0.1 * step).toPrecision(6))]))
  expect(await points('validation/exact')).toEqual(steps.map((step) => [step, 0.1 * step]))
  expect(await points('validation/packed64')).toEqual(steps.map((step) => [step, 0.1 * step]))
  const [first] = await readSummaries(ctx, id, 'histogram', 'validation/weights')
  expect(first!.bars!.map(([, , count]) => count)).toEqual(told.counts)
  expect(first!.bars!.map(([left]) => left)).toEqual(told.limits.slice(0, -1).map((limit) => expect.closeTo(limit, 10)))
  expect(await readSummaries(ctx, id, 'text', 'validation/note')).toMatchObject([{ step: 2, text: 'one\ntwo' }])
  const pictures = await readSummaries(ctx, id, 'image', 'validation/pictures')
  expect(pictures.map(({ ordinal, width, height }) => [ordinal, width, height])).toEqual([[0, 12, 8], [1, 12, 8]])
  const { stream } = await openImage(ctx, id, pictures[0]!.digest!)
  expect(Buffer.concat(await stream.toArray()).toString('hex')).toBe(told.png)
  expect((await viewRunEvents(ctx, id)).files[0]!.leftOut).toEqual({ graphs: 1 })
})

test('a file that is cut, grows or is damaged is read as far as it goes, and nothing twice', async () => {
  const whole = files.validation
  const half = whole.subarray(0, Math.floor(whole.length / 2))
  const run = await runWith('events.out.tfevents.3.vm', half)
  const [cut] = (await viewRunEvents(ctx, run.id)).files
  expect(cut).toMatchObject({ state: 'cut', size: half.length })
  expect(cut!.readTo).toBeLessThan(half.length)
  const early = await run.points('accuracy')
  expect(early.length).toBeGreaterThan(0)
  expect(early.length).toBeLessThan(5)

  // It has grown: what a tag's plugin is was said in the part that is read already.
  await run.log(whole)
  expect(await readNewEventFiles(db)).toBe(1)
  expect(await run.points('accuracy')).toHaveLength(5)
  expect((await viewRunEvents(ctx, run.id)).files[0]).toMatchObject({ state: 'read', readTo: whole.length })
  expect(await readNewEventFiles(db)).toBe(0)

  // Other content under the name: read from its beginning; what is there already is not doubled.
  const damaged = Buffer.from(whole)
  damaged[cut!.readTo + 20]! ^= 0xff
  await run.log(damaged)
  await readNewEventFiles(db)
  expect(await run.points('accuracy')).toHaveLength(5)
  const other = await runWith('events.out.tfevents.4.vm', damaged)
  expect((await viewRunEvents(ctx, other.id)).files[0]).toMatchObject({ state: 'damaged', readTo: cut!.readTo })
  expect(await other.points('accuracy')).toEqual(early)

  const foreign = await runWith('notes.tfevents.txt', Buffer.from('This is no event file at all.'))
  expect((await viewRunEvents(ctx, foreign.id)).files[0]).toMatchObject({ state: 'foreign', readTo: 0 })
  const empty = await runWith('events.out.tfevents.5.vm', Buffer.alloc(0))
  expect((await viewRunEvents(ctx, empty.id)).files[0]).toMatchObject({ state: 'read', readTo: 0 })
})

test('a name is one that metrics may have, with the folders that tell runs apart', () => {
  expect(prefixOf('logs/fit/validation/events.out.tfevents.1')).toBe('fit/validation')
  expect(prefixOf('runs/Nov27_07-38-19_host/events.out.tfevents.1')).toBe('')
  expect(nameOf('', 'acc@1 (top)//../x')).toBe('acc_1 _top_/_/x')
  expect(nameOf('train', '')).toBe('train')
})

test('a stranger sees nothing of it', async () => {
  const { id } = await runWith('events.out.tfevents.6.vm', files.train)
  const stranger = await testContext(db)
  await expect(viewRunEvents(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(readSummaries(stranger, id, 'text', 'note')).rejects.toMatchObject({ code: 'not_found' })
  const [image] = await readSummaries(ctx, id, 'image', 'digits')
  await expect(openImage(stranger, id, image!.digest!)).rejects.toMatchObject({ code: 'not_found' })
})
