import { endJob, failLostJobs, findJob, insertJob, listJobs as query, updateJob, type JobRow } from '@/db/queries/labeling/jobs'
import type { JobReport } from '@/db/schema/labeling'
import { diskError } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { personOf } from './person'
import { requireProject } from './read-project'
import type { JobView } from './schema'

/** Reasons that are kept in words; the others are counted. */
const keptReasons = 1_000
const tellEveryMs = 1_000

/** What a job tells while it works. */
export interface Progress {
  total(files: number): void
  /** What it is at, in words, until the next; its end has a message of its own. */
  say(message: string): void
  done(): void
  added(): void
  same(): void
  annotations(count: number): void
  skip(name: string, reason: string): void
}

export interface StartedJob {
  finished: Promise<void>
  /** As it is when finished if that is within `ms`, else as it is then. */
  view(ms: number): Promise<JobView>
}

/** Runs work in the background, with its progress and its end in the database. Whatever fails ends the job with its reason. */
export async function startJob(ctx: Context, job: { projectId: string; kind: JobRow['kind']; fileName: string }, work: (progress: Progress) => Promise<string | void>): Promise<StartedJob> {
  const row = await insertJob(ctx.db, { ...job, createdBy: personOf(ctx, 'labeling.manage') })
  const finished = run(ctx, row.id, work)
  return {
    finished,
    async view(ms) {
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, ms).unref())])
      return jobView((await findJob(ctx.db, job.projectId, row.id))!)
    },
  }
}

async function run(ctx: Context, id: string, work: (progress: Progress) => Promise<string | void>): Promise<void> {
  const report: JobReport = { added: 0, same: 0, annotations: 0, skipped: [], skippedCount: 0 }
  const counts = { done: 0, total: 0, message: '' }
  const tell = setInterval(() => void updateJob(ctx.db, id, { ...counts, report }).catch(() => {}), tellEveryMs)
  try {
    const message = await work({
      total: (files) => (counts.total = files),
      say: (message) => (counts.message = message),
      done: () => counts.done++,
      added: () => report.added++,
      same: () => report.same++,
      annotations: (count) => (report.annotations += count),
      skip(name, reason) {
        report.skippedCount++
        if (report.skipped.length < keptReasons) report.skipped.push({ name, reason })
      },
    })
    await updateJob(ctx.db, id, counts)
    await endJob(ctx.db, id, { state: 'done', message: message ?? '', report })
  } catch (error) {
    await endJob(ctx.db, id, { state: 'failed', message: failure(error), report }).catch((cause) => console.error('A failed labeling job could not be recorded:', cause))
  } finally {
    clearInterval(tell)
  }
}

function failure(error: unknown): string {
  const known = diskError(error)
  if (isAppError(known)) return known.message
  console.error('A labeling job failed:', error)
  return 'Something failed inside the studio; its log has the cause. What is in stays; send the file again for the rest.'
}

export function jobView(row: JobRow): JobView {
  const { id, kind, fileName, state, message, done, total, report, createdAt, endedAt } = row
  return { id, kind, fileName, state, message, done, total, report, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }
}

/** @throws AppError `not_found` */
export async function readJob(ctx: Context, projectId: string, id: string): Promise<JobView> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  await failLostJobs(ctx.db, project.id)
  const row = /^[0-9a-f-]{36}$/i.test(id) ? await findJob(ctx.db, project.id, id) : undefined
  if (!row) throw new AppError('not_found', 'There is no such import in this project.')
  return jobView(row)
}

/** The last twenty, newest first. */
export async function listJobs(ctx: Context, projectId: string): Promise<JobView[]> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  await failLostJobs(ctx.db, project.id)
  return (await query(ctx.db, project.id)).map(jobView)
}
