import { z } from 'zod'
import { findRun, logsOfRun, type LogRow } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { instant } from './instant'
import { noRun, runId } from './read'
import type { LogLine } from './schema'

export const ReadLogsInput = z.object({
  node: z.string().optional(),
  /** Only lines that contain this text, whatever the case. */
  search: z.string().max(500).optional(),
  /** `next` of the answer before: only what came later. */
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'Give `next` of an earlier answer')
    .optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
})
export type ReadLogsInput = z.input<typeof ReadLogsInput>

export interface LogPage {
  /** In the order of their arrival. */
  lines: LogLine[]
  /** Where to go on; null where nothing has come at all. */
  next: string | null
}

/** Lines of a run's log. @throws AppError `invalid`, `not_found`, `forbidden`. */
export async function readLogs(ctx: Context, id: string, input: ReadLogsInput = {}): Promise<LogPage> {
  authorize(ctx, 'runs.read')
  const { node, search, after, limit } = parse(ReadLogsInput, input)
  const rows = await logsOfRun(ctx.db, {
    workspaceId: ctx.workspace.id,
    runId: runId(id),
    node,
    search: search || undefined,
    after: after === undefined ? undefined : Number(after),
    limit,
  })
  if (rows.length === 0 && !(await findRun(ctx.db, ctx.workspace.id, id))) throw noRun()
  const last = rows.at(-1)
  return { lines: rows.map(lineOf), next: last ? String(last.id) : (after ?? null) }
}

const lineOf = (row: LogRow): LogLine => ({ node: row.node, attempt: row.attempt, seq: row.seq, stream: row.stream, at: instant(row.at), text: row.text })

/** The whole log as text, page by page: instant, step, line. @throws as `readLogs`, before the first page. */
export async function* logText(ctx: Context, id: string, input: ReadLogsInput): AsyncGenerator<string> {
  let after = input.after
  for (;;) {
    const page = await readLogs(ctx, id, { ...input, after, limit: 5_000 })
    if (page.lines.length === 0) return
    yield page.lines.map((line) => `${line.at} [${line.node}${line.attempt > 1 ? `#${line.attempt}` : ''}] ${line.text}\n`).join('')
    after = page.next ?? undefined
  }
}
