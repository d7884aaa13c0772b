import { queueConnection, type Sql } from '@/db/client'
import { artifactStore } from '@/lib/artifacts/store'
import { hints, type Hints } from './hints'

/** What the queue works on. Tests make their own; the studio has one. */
export interface Queue {
  sql: Sql
  hints: Hints
  /** True where the artifact store holds the blob. */
  has(digest: string): boolean
}

/** A lease lives this long without a heartbeat. */
export const leaseTtlMs = Number(process.env.ATELIER_LEASE_MS ?? 30_000)
/** What an agent was given and never says that it has goes to another after this. */
export const acceptMs = Math.min(leaseTtlMs, Number(process.env.ATELIER_ACCEPT_MS ?? 30_000))
/** How often an agent is asked to send one. */
export const heartbeatMs = Math.max(200, Math.round(leaseTtlMs / 6))

const holder = globalThis as unknown as { atelierQueue?: Queue }

/** The studio's queue. */
export function studioQueue(): Queue {
  return (holder.atelierQueue ??= { sql: queueConnection().sql, hints: hints(), has: artifactStore().has })
}
