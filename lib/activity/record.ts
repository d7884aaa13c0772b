import { insertActivity } from '@/db/queries/activity'
import type { Database } from '@/db/client'
import type { Actor } from '@/lib/context'

export interface ActivityEntry {
  /** Object and verb: `pipeline.created`, `member.role_changed`. */
  action: string
  object: { kind: string; id?: string; name?: string }
  /** What changed, for a person who asks later. Never a secret. */
  details?: Record<string, unknown>
}

/**
 * Writes one row of the audit trail. Pass the transaction of the change as `db`, so that both are kept or neither:
 * `recordActivity({ ...ctx, db: tx }, { action: 'run.cancelled', object: { kind: 'run', id, name } })`.
 */
export async function recordActivity(
  ctx: { workspace: { id: string } | null; actor: Actor; db: Pick<Database, 'insert'> },
  entry: ActivityEntry,
): Promise<void> {
  const { actor } = ctx
  await insertActivity(ctx.db, {
    workspaceId: ctx.workspace?.id ?? null,
    actorKind: actor.kind,
    actorId: actor.kind === 'system' ? null : actor.id,
    actorName: actor.name,
    action: entry.action,
    objectKind: entry.object.kind,
    objectId: entry.object.id ?? null,
    objectName: entry.object.name ?? '',
    details: entry.details ?? {},
  })
}
