import { countUnread, eventFilesOf, imageOf, summariesOf, summaryNames } from '@/db/queries/tracking/event-files'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { pathOfUri } from '@/lib/tracking/artifacts/path'
import { runById } from '@/lib/tracking/runs/find'
import { mediaKinds, type MediaKind, type RunEvents, type Summary } from './schema'

/** How far a run's event files have been read, and the names of its images, histograms and texts. @throws AppError `not_found`, `forbidden` */
export async function viewRunEvents(ctx: Context, runId: string): Promise<RunEvents> {
  authorize(ctx, 'experiments.read')
  const run = await runById(ctx, runId)
  const folder = pathOfUri(run.artifact_uri)
  const [files, names, waiting] = await Promise.all([eventFilesOf(ctx.db, run.id), summaryNames(ctx.db, run.id), folder === null ? 0 : countUnread(ctx.db, ctx.workspace.id, folder)])
  return {
    files: files.map(({ path, state, size, read_to, left_out }) => ({ path, state, size: Number(size), readTo: Number(read_to), leftOut: left_out })),
    waiting,
    names: names.map(({ kind, name, steps, first_step, last_step }) => ({ kind, name, steps, firstStep: Number(first_step), lastStep: Number(last_step) })),
  }
}

const mostShown: Record<MediaKind, number> = { image: 1_000, histogram: 200, text: 200 }

/** What a run has logged under one name, by step: the newest where it is much. @throws AppError `invalid`, `not_found`, `forbidden` */
export async function readSummaries(ctx: Context, runId: string, kind: string, name: string): Promise<Summary[]> {
  authorize(ctx, 'experiments.read')
  const run = await runById(ctx, runId)
  if (!isKind(kind)) throw new AppError('invalid', `The kind is one of ${mediaKinds.join(', ')}.`)
  const rows = await summariesOf(ctx.db, { run: run.id, kind, name, limit: mostShown[kind] })
  return rows.map(({ step, ordinal, at_ms, digest, data: { width, height, bars, text } }) => ({ step: Number(step), ordinal, atMs: Number(at_ms), digest, width, height, bars, text }))
}

const isKind = (kind: string): kind is MediaKind => (mediaKinds as readonly string[]).includes(kind)

/** An image that a run has logged, by its digest. @throws AppError `not_found`, `forbidden` */
export async function openImage(ctx: Context, runId: string, digest: string) {
  authorize(ctx, 'experiments.read')
  const run = await runById(ctx, runId)
  const data = await imageOf(ctx.db, run.id, digest)
  if (!data) throw new AppError('not_found', 'The run has no such image.')
  return { mediaType: data.mediaType ?? 'application/octet-stream', stream: artifactStore().read(digest) }
}
