import { Readable } from 'node:stream'
import { countSummaries, insertSummaries, putEventFile, type EventFileRow, type NewSummary } from '@/db/queries/tracking/event-files'
import { insertPoints } from '@/db/queries/tracking/insert-points'
import type { Database } from '@/db/client'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { keysOfMetrics } from '@/lib/tracking/metrics/keys'
import { rollUpLater } from '@/lib/tracking/metrics/roll-up'
import { decodeEvent, type Event } from './decode-event'
import { imageType } from './image-type'
import { nameOf, prefixOf } from './names'
import { readRecords } from './records'
import type { FileState, MediaKind } from './schema'
import { valuesOfEvent, type EventValue } from './values-of-event'

/** Of each kind in one run; what comes beyond is counted and left out. */
const most: Record<MediaKind, number> = { image: 5_000, histogram: 20_000, text: 5_000 }
const longestText = 100_000
const largestImage = 20_000_000
const markBytes = 16
const batch = 1_000

interface Point {
  name: string
  step: string
  atMs: string
  value: number
}

/** How far a file has been read, and what of it waits to be stored. */
export interface Reading {
  readTo: number
  mark: string
  plugins: Record<string, string>
  leftOut: Record<string, number>
  counts: Record<MediaKind, number>
  points: Point[]
  summaries: Map<string, NewSummary>
}

/** A file of a run: by the run's keys and the path below its artifact folder. */
export interface EventTarget {
  run: number
  experiment_id: number
  path: string
}

/** From the beginning, or from where `known` says that it was read to. */
export async function startReading(db: Database, run: number, known?: EventFileRow): Promise<Reading> {
  const fresh = { counts: await countSummaries(db, run), points: [], summaries: new Map<string, NewSummary>() }
  if (known) return { ...fresh, readTo: Number(known.read_to), mark: known.mark, plugins: known.plugins, leftOut: known.left_out }
  return { ...fresh, readTo: 0, mark: '', plugins: {}, leftOut: {} }
}

/**
 * Stores what the records of `source` say, which begins at `reading.readTo` of the file: scalars become points of metrics;
 * images, histograms and texts are kept beside them. Ends at the first damage. Storing again stores nothing twice.
 */
export async function readRecordsInto(ctx: Context, file: EventTarget & { digest: string; size: number }, reading: Reading, source: AsyncIterable<Uint8Array>): Promise<void> {
  const prefix = prefixOf(file.path)
  let state: FileState = 'read'
  const records = readRecords(source, reading.readTo)
  while (true) {
    const { done, value } = await records.next()
    if (done) {
      state = value
      break
    }
    const event = decoded(value.data)
    if (!event) {
      state = 'damaged'
      break
    }
    for (const found of valuesOfEvent(event, reading.plugins)) await take(reading, event, found, prefix)
    reading.readTo = value.end
    reading.mark = Buffer.from(value.data.subarray(-markBytes)).toString('hex')
    if (reading.points.length + reading.summaries.size >= batch) await save(ctx, file, reading, 'cut')
  }
  await save(ctx, file, reading, state === 'damaged' && reading.readTo === 0 ? 'foreign' : state)
}

function decoded(data: Uint8Array): Event | null {
  try {
    return decodeEvent(data)
  } catch {
    return null
  }
}

async function take(reading: Reading, { step, wallTime }: Event, value: EventValue, prefix: string): Promise<void> {
  const atMs = Math.round(wallTime * 1000)
  if (!Number.isSafeInteger(atMs)) return leaveOut(reading, 'values without a time')
  if (value.kind === 'other') return leaveOut(reading, value.name)
  const name = nameOf(prefix, value.tag)
  if (value.kind === 'scalar') return void reading.points.push({ name, step: String(step), atMs: String(atMs), value: value.value })
  if (reading.counts[value.kind] >= most[value.kind]) return leaveOut(reading, `${value.kind}s beyond the first ${most[value.kind].toLocaleString('en')}`)
  const rest = await contentOf(value)
  if (!rest) return leaveOut(reading, 'images that no browser shows')
  const summary = { kind: value.kind, name, step: String(step), ordinal: value.kind === 'image' ? value.ordinal : 0, atMs, ...rest }
  reading.counts[value.kind]++
  reading.summaries.set(JSON.stringify([summary.kind, name, summary.step, summary.ordinal]), summary)
}

function leaveOut(reading: Reading, what: string): void {
  reading.leftOut[what] = (reading.leftOut[what] ?? 0) + 1
}

async function contentOf(value: Exclude<EventValue, { kind: 'scalar' | 'other' }>): Promise<Pick<NewSummary, 'digest' | 'data'> | null> {
  if (value.kind === 'histogram') return { digest: null, data: { bars: value.bars } }
  // PostgreSQL keeps no NUL in a text.
  if (value.kind === 'text') return { digest: null, data: { text: value.text.replaceAll('\0', '').slice(0, longestText) } }
  const mediaType = imageType(value.bytes)
  if (!mediaType || value.bytes.length > largestImage) return null
  const { digest } = await artifactStore().write(Readable.from([value.bytes]))
  return { digest, data: { width: value.width, height: value.height, mediaType } }
}

/** Stores what waits together with how far the file has been read. */
async function save(ctx: Context, file: EventTarget & { digest: string; size: number }, reading: Reading, state: FileState): Promise<void> {
  const { points, summaries, readTo, mark, plugins, leftOut } = reading
  const keys = await keysOfMetrics(ctx, [...new Set(points.map(({ name }) => name))])
  const run = { id: file.run, experiment_id: file.experiment_id }
  const long = await ctx.db.transaction(async (tx) => {
    if (summaries.size > 0) await insertSummaries(tx, file.run, [...summaries.values()])
    await putEventFile(tx, { run: file.run, path: file.path, digest: file.digest, size: file.size, readTo, mark, state, plugins, leftOut })
    return points.length === 0 ? [] : insertPoints(tx, run, points.map(({ name, ...point }) => ({ key: keys.get(name)!, ...point })))
  })
  rollUpLater(ctx.db, file.run, long)
  reading.points = []
  reading.summaries.clear()
}
