import { z } from 'zod'
import { countSteps, listRuns as listRunRows } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { runStates } from '@/lib/protocol/states'
import type { RunSummary } from './schema'
import { summaryOf } from './summary'

export const ListRunsInput = z.object({
  pipeline: z.uuid('A pipeline is named by its id').optional(),
  /** One state or several with commas. */
  state: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(runStates)))
    .optional(),
  /** Asked for on these days (UTC) or between them. */
  from: z.iso.date('A day is written as 2026-01-31').optional(),
  to: z.iso.date('A day is written as 2026-01-31').optional(),
  /** Who asked for them, by name. */
  person: z.string().max(250).optional(),
  /** From `next` of the page before. */
  cursor: z.coerce.number().int().positive().optional(),
  /** Only runs with a lower number. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListRunsInput = z.input<typeof ListRunsInput>

export interface RunList {
  runs: RunSummary[]
  /** The cursor of the next page; null on the last. */
  next: string | null
}

/** Runs of the workspace, newest first. @throws AppError `invalid`, `forbidden`. */
export async function listRuns(ctx: Context, input: ListRunsInput = {}): Promise<RunList> {
  authorize(ctx, 'runs.read')
  const { pipeline, state, from, to, person, cursor, before, limit } = parse(ListRunsInput, input)
  const below = cursor !== undefined && before !== undefined ? Math.min(cursor, before) : (cursor ?? before)
  const rows = await listRunRows(ctx.db, ctx.workspace.id, { pipelineId: pipeline, states: state?.length ? state : undefined, from, to, person: person || undefined, before: below, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const counts = await countSteps(ctx.db, page.map((row) => row.id))
  return { runs: page.map((row) => summaryOf(row, counts)), next: rows.length > limit ? String(page.at(-1)!.number) : null }
}
