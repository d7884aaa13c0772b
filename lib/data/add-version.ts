import { rm } from 'node:fs/promises'
import { ensureAsset, failReading, findVersionById, finishReading, insertBlob, insertVersion, renewReading } from '@/db/queries/data'
import type { DataSource } from '@/db/schema/data'
import { recordActivity } from '@/lib/activity/record'
import { artifactStore, diskError } from '@/lib/artifacts/store'
import type { Actor, Context } from '@/lib/context'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { isChildError } from '@/lib/duckdb/child-error'
import { isAppError } from '@/lib/errors'
import { tablePools } from './pools'
import type { VersionView } from './schema'
import { storeProfile } from './table-profile'
import { versionView } from './views'

/** A file on this machine that becomes a version, and is removed afterwards unless it is `kept`. */
export interface ReadableFile {
  path: string
  fileName: string
  kept?: boolean
  /** What was learned while fetching it. */
  source?: Partial<DataSource>
}

export interface NewVersion {
  name: string
  description?: string
  source: DataSource
  options?: ReadingOptions
  /** Brings the file; runs after the version's row is there, so that a slow download shows as reading. */
  fetch: (signal: AbortSignal) => Promise<ReadableFile>
}

export interface StartedVersion {
  name: string
  version: number
  /** Settles when the version is ready or failed; never rejects. */
  finished: Promise<void>
  /** The version as it is now, or as it is when finished if that is within `ms`. */
  view(ms?: number): Promise<VersionView & { name: string }>
}

const renewEveryMs = 15_000

/** Writes the version's row (`reading`) with its activity, and reads the file behind it. The caller has authorised. */
export async function addVersion(ctx: Context, input: NewVersion): Promise<StartedVersion> {
  const row = await ctx.db.transaction(async (tx) => {
    const asset = await ensureAsset(tx, { workspaceId: ctx.workspace.id, name: input.name, description: input.description ?? '', createdBy: userId(ctx.actor) })
    const version = await insertVersion(tx, { assetId: asset.id, source: input.source, createdBy: userId(ctx.actor) })
    await recordActivity(
      { ...ctx, db: tx },
      {
        action: asset.created ? 'data.created' : 'data.version_added',
        object: { kind: 'data', id: asset.id, name: asset.name },
        details: { version: version.version, source: input.source.kind, from: input.source.url ?? input.source.fileName ?? input.source.dataset },
      },
    )
    return { ...version, name: asset.name }
  })
  const finished = readInto(ctx, row.id, input)
  return {
    name: row.name,
    version: row.version,
    finished,
    async view(ms = 0) {
      if (ms > 0) await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, ms).unref())])
      return { name: row.name, ...versionView((await findVersionById(ctx.db, row.id))!) }
    },
  }
}

/** Fetches, reads and stores. Whatever fails ends in a `failed` version with its reason, and leaves no file behind. */
async function readInto(ctx: Context, versionId: string, input: NewVersion): Promise<void> {
  const store = artifactStore()
  const out = store.temporary('.parquet')
  const stop = new AbortController()
  const renewal = setInterval(() => {
    // A version that was given up meanwhile (or whose workspace went) needs no reading.
    renewReading(ctx.db, versionId).then((mine) => mine || stop.abort(), () => {})
  }, renewEveryMs)
  renewal.unref()
  let file: ReadableFile | undefined
  try {
    file = await input.fetch(stop.signal)
    const read = await tablePools().reading.run('ingest', { file: file.path, fileName: file.fileName, out, ...(input.options && { options: input.options }) }, { signal: stop.signal })
    const blob = await store.adopt(out, { digest: read.digest, size: read.size })
    const rejected = read.rejected ? { rows: read.rejected.rows, ...(await store.adopt(read.rejected.file)) } : undefined
    const source: DataSource = { ...input.source, ...file.source, format: read.format, ...(read.notes.length > 0 && { notes: read.notes }), ...(rejected && { rejected }) }
    await ctx.db.transaction(async (tx) => {
      if (rejected) await insertBlob(tx, { digest: rejected.digest, size: rejected.size })
      await finishReading(tx, versionId, { ...blob, rows: read.rows, columns: read.columns, source })
    })
    // Ahead of the first look at it; a profile that fails now is made when asked for.
    void storeProfile(ctx.db, blob.digest).catch(() => {})
  } catch (error) {
    await failReading(ctx.db, versionId, failure(error)).catch((cause) => console.error('A failed reading could not be recorded:', cause))
  } finally {
    clearInterval(renewal)
    await rm(out, { force: true })
    await rm(`${out}.rejected`, { force: true })
    if (file && !file.kept) await rm(file.path, { force: true })
  }
}

function failure(error: unknown): string {
  const known = diskError(error)
  if (isAppError(known)) return known.message
  if (isChildError(known)) {
    if (known.reason === 'oom') return `Reading the file took too much memory. ${known.message} Split the file, or raise ATELIER_READ_MEMORY_MB.`
    if (known.reason === 'cancelled') return 'The studio stopped while it read the file. Add it again.'
    if (known.reason !== 'failed') return known.message
  }
  console.error('Reading a file failed:', error)
  return `The file could not be read: ${known instanceof Error ? known.message.split('\n')[0]!.slice(0, 300) : String(known)}`
}

/** The person behind an actor, if there is one. */
export function userId(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null
}
