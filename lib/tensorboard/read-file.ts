import { Readable } from 'node:stream'
import { countSummaries, eventFilesOf, insertSummaries, putEventFile, type EventFileRow, type NewSummary, type UnreadFile } from '@/db/queries/tracking/event-files'
import { insertPoints } from '@/db/queries/tracking/metrics'
import { artifactStore, type ArtifactStore } from '@/lib/artifacts/store'
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
interface Reading {
  readTo: number
  mark: string
  plugins: Record<string, string>
  leftOut: Record<string, number>
  counts: Record<MediaKind, number>
  points: Point[]
  summaries: Map<string, NewSummary>
}

/**
 * Reads what is new in an event file of a run: its scalars become points of metrics; its images, histograms and texts are kept
 * beside them. Goes on where it stopped where the file has only grown; reading again stores nothing twice. A file is read up
 * to the first damage.
 */
export async function readEventFile(ctx: Context, file: UnreadFile): Promise<void> {
  const store = artifactStore()
  const size = Number(file.size)
  const reading = await begin(ctx, store, file, size)
  const prefix = prefixOf(file.path)
  let state: FileState = 'read'
  const records = readRecords(await open(store, file.digest, reading.readTo, size), reading.readTo)
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
    for (const found of valuesOfEvent(event, reading.plugins)) await take(store, reading, event, found, prefix)
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

const open = (store: ArtifactStore, digest: string, from: number, size: number): Promise<AsyncIterable<Uint8Array>> => Promise.resolve(from >= size ? Readable.from([]) : store.read(digest, { start: from }))

async function begin({ db }: Context, store: ArtifactStore, file: UnreadFile, size: number): Promise<Reading> {
  const [known] = await eventFilesOf(db, file.run, file.path)
  const fresh = { counts: await countSummaries(db, file.run), points: [], summaries: new Map<string, NewSummary>() }
  if (known && (await continues(store, file.digest, size, known))) return { ...fresh, readTo: Number(known.read_to), mark: known.mark, plugins: known.plugins, leftOut: known.left_out }
  return { ...fresh, readTo: 0, mark: '', plugins: {}, leftOut: {} }
}

/** The last record that was read still ends where it did. */
async function continues(store: ArtifactStore, digest: string, size: number, known: EventFileRow): Promise<boolean> {
  const end = Number(known.read_to) - 4
  const length = known.mark.length / 2
  if (length === 0 || size < end + 4) return false
  const bytes: Buffer[] = []
  for await (const chunk of store.read(digest, { start: end - length, end: end - 1 })) bytes.push(chunk as Buffer)
  return Buffer.concat(bytes).toString('hex') === known.mark
}

async function take(store: ArtifactStore, reading: Reading, { step, wallTime }: Event, value: EventValue, prefix: string): Promise<void> {
  const atMs = Math.round(wallTime * 1000)
  if (!Number.isSafeInteger(atMs)) return leaveOut(reading, 'values without a time')
  if (value.kind === 'other') return leaveOut(reading, value.name)
  const name = nameOf(prefix, value.tag)
  if (value.kind === 'scalar') return void reading.points.push({ name, step: String(step), atMs: String(atMs), value: value.value })
  if (reading.counts[value.kind] >= most[value.kind]) return leaveOut(reading, `${value.kind}s beyond the first ${most[value.kind].toLocaleString('en')}`)
  const rest = await contentOf(store, value)
  if (!rest) return leaveOut(reading, 'images that no browser shows')
  const summary = { kind: value.kind, name, step: String(step), ordinal: value.kind === 'image' ? value.ordinal : 0, atMs, ...rest }
  reading.counts[value.kind]++
  reading.summaries.set(JSON.stringify([summary.kind, name, summary.step, summary.ordinal]), summary)
}

function leaveOut(reading: Reading, what: string): void {
  reading.leftOut[what] = (reading.leftOut[what] ?? 0) + 1
}

async function contentOf(store: ArtifactStore, value: Exclude<EventValue, { kind: 'scalar' | 'other' }>): Promise<Pick<NewSummary, 'digest' | 'data'> | null> {
  if (value.kind === 'histogram') return { digest: null, data: { bars: value.bars } }
  // PostgreSQL keeps no NUL in a text.
  if (value.kind === 'text') return { digest: null, data: { text: value.text.replaceAll('\0', '').slice(0, longestText) } }
  const mediaType = imageType(value.bytes)
  if (!mediaType || value.bytes.length > largestImage) return null
  const { digest } = await store.write(Readable.from([value.bytes]))
  return { digest, data: { width: value.width, height: value.height, mediaType } }
}

/** Stores what waits together with how far the file has been read. */
async function save(ctx: Context, file: UnreadFile, reading: Reading, state: FileState): Promise<void> {
  const { points, summaries, readTo, mark, plugins, leftOut } = reading
  const keys = await keysOfMetrics(ctx, [...new Set(points.map(({ name }) => name))])
  const run = { id: file.run, experiment_id: file.experiment_id }
  const long = await ctx.db.transaction(async (tx) => {
    if (summaries.size > 0) await insertSummaries(tx, file.run, [...summaries.values()])
    await putEventFile(tx, { run: file.run, path: file.path, digest: file.digest, size: Number(file.size), readTo, mark, state, plugins, leftOut })
    return points.length === 0 ? [] : insertPoints(tx, run, points.map(({ name, ...point }) => ({ key: keys.get(name)!, ...point })))
  })
  rollUpLater(ctx.db, file.run, long)
  reading.points = []
  reading.summaries.clear()
}
