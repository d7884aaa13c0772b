import type { Database } from '@/db/client'
import { contextOfRequest } from '@/lib/auth/authenticate'
import { contextOfJob, hasJobToken } from '@/lib/commands/job'
import type { Reach } from '@/lib/commands/reach'
import type { Context } from '@/lib/context'

/** `reach` where it is a running command, which may do no more than that. */
export type ClientContext = Context & { reach?: Reach }

/** Who logs: a person, a token, or a command that a person has begun and that runs on an agent. @throws AppError `unauthenticated` … */
export function contextOfClient(db: Database, request: Request): Promise<ClientContext> {
  return hasJobToken(request) ? contextOfJob(db, request) : contextOfRequest(db, request)
}
