import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { stepOutputs, stepRuns } from '@/db/schema'

/** Rows of those of the tables, by digest, that a step of this workspace has given. */
export async function resultRows(db: Pick<Database, 'selectDistinctOn'>, workspaceId: string, digests: string[]): Promise<Map<string, number>> {
  if (digests.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([stepOutputs.digest], { digest: stepOutputs.digest, meta: stepOutputs.meta })
    .from(stepOutputs)
    .innerJoin(stepRuns, eq(stepRuns.id, stepOutputs.stepId))
    .where(and(inArray(stepOutputs.digest, digests), eq(stepRuns.workspaceId, workspaceId), eq(stepOutputs.type, 'table')))
  return new Map(rows.flatMap(({ digest, meta }) => (typeof meta.rows === 'number' ? [[digest, meta.rows]] : [])))
}
