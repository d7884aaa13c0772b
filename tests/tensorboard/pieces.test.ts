// What the event files of running commands have so far, as TensorBoards get it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readEventPieces } from '@/db/queries/event-pieces'
import { boardFiles } from '@/db/queries/tensorboards'
import { readComparedRuns } from '@/lib/comparison/read-runs'
import { appendEvents } from '@/lib/tensorboard/append'
import { readNewEventFiles } from '@/lib/tensorboard/read-new-files'
import { putFile } from '@/lib/tracking/artifacts/files'
import { pathOfUri } from '@/lib/tracking/artifacts/path'
import { createRun } from '@/lib/tracking/runs/create'
import { viewTrackedRun } from '@/lib/tracking/runs/view'
import { testArtifacts } from '../lib/queue/support'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'

testArtifacts()
const { db } = await testDatabase()
const ctx = await testContext(db)
const bytes = readFileSync(path.join(import.meta.dirname, '../data/events.tfevents'))
const file = 'logs/growing/events.out.tfevents.2.vm'

test('a file that is written is given up to what was read of it, from any byte on, until it is among the artifacts', async () => {
  const run = await createRun(ctx, { experimentId: '0' })
  const bare = await createRun(ctx, { experimentId: '0' })
  const shows = [run.run_id]
  const target = { run: run.id, run_id: run.run_id, experiment_id: run.experiment_id, path: file }
  const listed = async () => boardFiles(db, { workspaceId: ctx.workspace.id, shows })
  const events = async () => (await Promise.all([run, bare].map((row) => viewTrackedRun(ctx, row.run_id)))).map((view) => view.events)
  expect([await listed(), await events()].flat()).toEqual([false, false])

  // Each time it ends within a record, and goes on from where that begins.
  let readTo = 0
  for (const end of [1_000, 1_990, 2_600]) {
    readTo = await appendEvents(ctx, target, { from: readTo, bytes: bytes.subarray(readTo, end) })
    expect(readTo).toBeLessThan(end)
    expect(await listed()).toMatchObject([{ run_id: run.run_id, path: file, digest: null, size: readTo }])
  }
  // A lost answer: what is sent again is there already.
  expect(await appendEvents(ctx, target, { from: 1, bytes: bytes.subarray(1, 40) })).toBe(readTo)
  const piece = (await listed())[0]!.piece!
  const read = (from: number, more: { workspaceId?: string; shows?: string[]; piece?: number; most?: number } = {}) => readEventPieces(db, { workspaceId: ctx.workspace.id, shows, piece, from, most: 1 << 20, ...more })
  for (const from of [0, 1, 700, 999, 1_000, 1_764, 2_000, readTo - 1, readTo, 9_999]) expect([from, (await read(from))!.toString('hex')]).toEqual([from, bytes.subarray(Math.min(from, readTo), readTo).toString('hex')])
  const start = (await read(0, { most: 1 }))!
  expect([start.length < readTo, start.equals(bytes.subarray(0, start.length))]).toEqual([true, true])
  expect(await read(0, { workspaceId: (await testContext(db)).workspace.id })).toBeUndefined()
  expect(await read(0, { shows: [bare.run_id] })).toBeUndefined()
  expect((await readComparedRuns(ctx, [bare.run_id, run.run_id])).withEvents).toEqual(shows)
  expect(await events()).toEqual([true, false])

  // Begun anew, it is another file.
  expect(await appendEvents(ctx, target, { from: 0, bytes })).toBe(bytes.length)
  expect(await read(0)).toBeUndefined()
  const [again] = await listed()
  expect((await read(0, { piece: again!.piece! }))!.equals(bytes)).toBe(true)

  await putFile(ctx, `${pathOfUri(run.artifact_uri)}/${file}`, Readable.from([bytes]))
  expect(await listed()).toMatchObject([{ path: file, piece: null, digest: expect.stringMatching(/^[0-9a-f]{64}$/), size: bytes.length }])
  await readNewEventFiles(db)
  expect(await read(0, { piece: again!.piece! })).toBeUndefined()
  expect((await readComparedRuns(ctx, [bare.run_id, run.run_id])).withEvents).toEqual(shows)
})
