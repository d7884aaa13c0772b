import type { Database } from '@/db/client'
import { contextOfRequest } from '@/lib/auth/authenticate'
import { contextOfJob, hasJobToken } from '@/lib/commands/job'
import type { Context } from '@/lib/context'

/** Who logs: a person, a token, or a command that a person has begun and that runs on an agent. @throws AppError `unauthenticated` … */
export function contextOfClient(db: Database, request: Request): Promise<Context> {
  return hasJobToken(request) ? contextOfJob(db, request) : contextOfRequest(db, request)
}
