import type { ReadStream } from 'node:fs'
import { jobOfToken, type JobRow } from '@/db/queries/commands'
import type { Database } from '@/db/client'
import { artifactStore } from '@/lib/artifacts/store'
import { tokenHash } from '@/lib/compute/token'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { lesserRole } from '@/lib/identity/roles'
import { appendEvents } from '@/lib/tensorboard/append'
import { artifactPath } from '@/lib/tracking/artifacts/path'
import { beyondReach, type Reach } from './reach'

const tokenIn = (request: Request) => /^Bearer +(atl_job_\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]

async function jobOf(db: Database, request: Request): Promise<JobRow> {
  const token = tokenIn(request)
  const job = token && (await jobOfToken(db, tokenHash(token)))
  if (!job) throw new AppError('unauthenticated', 'The command of this token has ended, or whoever began it has left the workspace.')
  return job
}

/** True where a request carries the token of a step. */
export const hasJobToken = (request: Request): boolean => tokenIn(request) !== undefined

/** The context of a running command, and how far it reaches there. */
export interface JobContext extends Context {
  reach: Reach
}

/**
 * The context of a command that runs: what it logs is logged by whoever began it, at most as an author, and within its reach.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function contextOfJob(db: Database, request: Request): Promise<JobContext> {
  return contextOf(db, await jobOf(db, request))
}

function contextOf(db: Database, job: JobRow, bound: 'author' | 'viewer' = 'author'): JobContext {
  const role = lesserRole(bound, job.role)
  if (!role) throw new AppError('forbidden', 'Whoever began this command may not log runs any more.')
  return {
    workspace: { id: job.workspace_id, slug: job.slug, name: job.workspace_name },
    actor: { kind: 'user', id: job.user_id, name: job.user_name, email: job.email, role },
    db,
    reach: { run: job.run_id, experiment: String(job.experiment_number) },
  }
}

const readable = /^\/api\/v1\/(?:data|models|tables)(?:\/|$)/

/** The context in which a running command reads data assets and models over REST, and nothing else. @throws AppError `unauthenticated`, `forbidden` */
export async function contextOfReadingJob(db: Database, request: Request): Promise<Context> {
  const job = await jobOf(db, request)
  const { pathname } = new URL(request.url)
  if (request.method !== 'GET' || !readable.test(pathname)) throw beyondReach(`ask for ${request.method} ${pathname}`)
  return contextOf(db, job, 'viewer')
}

/** A file of the code of a command that runs. @throws AppError `unauthenticated`, `not_found` */
export async function openJobCode(db: Database, request: Request, digest: string): Promise<ReadStream> {
  const job = await jobOf(db, request)
  if (!job.options.command!.spec.files.some((file) => file.digest === digest)) throw new AppError('not_found', 'The snapshot has no such file.')
  return artifactStore().read(digest)
}

/** Bytes of an event file that a running command has written, from byte `from` on; answers with how far it is read. @throws AppError */
export async function appendJobEvents(db: Database, request: Request, p: { path: string; from: number; bytes: Buffer }): Promise<number> {
  const job = await jobOf(db, request)
  const ctx = contextOf(db, job)
  if (!Number.isSafeInteger(p.from) || p.from < 0) throw new AppError('invalid', 'Say from which byte on: from=0, 1 …')
  const path = artifactPath(p.path)
  if (path === '') throw new AppError('invalid', 'Name the file: path=…')
  return appendEvents(ctx, { run: job.tracked_run, run_id: job.run_id, experiment_id: job.experiment_id, path }, p)
}
