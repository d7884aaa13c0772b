import { z } from 'zod'
import { activityFacets, listActivity as query, type ActivityRow } from '@/db/queries/activity'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'

/** Filters as they stand in the URL. */
export const ActivityQuery = z.object({
  kind: z.string().max(60).optional().catch(undefined),
  actor: z.string().max(200).optional().catch(undefined),
  object: z.string().max(200).optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(3650).optional().catch(undefined),
  cursor: z.coerce.number().int().positive().optional().catch(undefined),
  limit: z.coerce.number().int().min(1).max(200).catch(50).default(50),
})
export type ActivityQuery = z.infer<typeof ActivityQuery>

export interface ActivityView {
  id: number
  at: string
  actor: { kind: ActivityRow['actorKind']; name: string }
  action: string
  object: { kind: string; id: string | null; name: string }
  details: Record<string, unknown>
}

export interface ActivityPage {
  rows: ActivityView[]
  /** The cursor of the next older page, if there is one. */
  next: number | null
}

/** The workspace's audit trail, newest first. @throws AppError `forbidden` */
export async function listActivity(ctx: Context, input: z.input<typeof ActivityQuery>): Promise<ActivityPage> {
  authorize(ctx, 'activity.read')
  const { kind, actor, object, days, cursor, limit } = ActivityQuery.parse(input)
  const found = await query(ctx.db, {
    workspaceId: ctx.workspace.id,
    objectKind: kind,
    actorName: actor,
    objectId: object,
    since: days ? new Date(Date.now() - days * 86_400_000) : undefined,
    before: cursor,
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  return { rows: rows.map(view), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

function view(row: ActivityRow): ActivityView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, name: row.actorName },
    action: row.action,
    object: { kind: row.objectKind, id: row.objectId, name: row.objectName },
    details: row.details,
  }
}

/** The values that the filters may take. @throws AppError `forbidden` */
export async function listActivityFacets(ctx: Context): Promise<{ actors: string[]; kinds: string[] }> {
  authorize(ctx, 'activity.read')
  return activityFacets(ctx.db, ctx.workspace.id)
}
