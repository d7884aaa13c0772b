import { leaseOfToken, mayRead } from '@/db/queries/leases'
import type { Sql } from '@/db/client'
import { bearer } from '@/lib/compute/identify-agent'
import { tokenHash } from '@/lib/compute/token'
import { AppError } from '@/lib/errors'
import { staleLease } from './done'

/** The open lease of the job token that a request carries. @throws AppError `unauthenticated`, `stale_lease`. */
export async function leaseOfRequest(sql: Sql, request: Request): Promise<{ id: string; stepId: string }> {
  const lease = await leaseOfToken(sql, tokenHash(bearer(request, 'atl_job_')))
  if (!lease) throw staleLease()
  return { id: lease.id, stepId: lease.step_id }
}

/** A lease reaches the inputs of its step and nothing else. @throws AppError `not_found`. */
export async function requireReadable(sql: Sql, lease: { stepId: string }, digest: string): Promise<void> {
  if (!/^[0-9a-f]{64}$/.test(digest) || !(await mayRead(sql, lease.stepId, digest))) {
    throw new AppError('not_found', 'The artifact is not an input of this lease.')
  }
}
