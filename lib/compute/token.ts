import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits. The prefix says what it opens, and lets scanners find one that leaked. */
export function mintToken(prefix: 'atl_agent_' | 'atl_job_' | 'atl_join_'): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What is stored of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
