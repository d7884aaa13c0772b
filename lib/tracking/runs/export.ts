import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { everyRunKey, runsByKey, type TrackedRunRow } from '@/db/queries/tracking/search-runs'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { childRefusal } from '@/lib/data/child-refusal'
import { tablePools } from '@/lib/data/pools'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { experimentById } from '../experiments/find'
import { parseOrder } from '../filter/order'
import { searchableRuns } from '../filter/schema'
import { withPatterns } from '../filter/with-patterns'
import { columnValues, readColumns, type RunColumn } from './columns'
import { paramsOf, type RunQuestion } from './question'

export interface ExportRunsInput extends RunQuestion {
  order?: string
  /** As `readColumns` takes them. */
  columns: string[]
  format: 'csv' | 'parquet'
}

/** Read at a time. */
const batch = 2000

type Cell = string | number | null
interface Column {
  name: string
  type: 'VARCHAR' | 'DOUBLE' | 'TIMESTAMP_MS'
  cell: (row: TrackedRunRow, values: Record<string, string | number>) => Cell
}

const instant = (ms: string | null) => (ms === null ? null : new Date(Number(ms)).toISOString().slice(0, -1))

const own: Column[] = [
  { name: 'run_id', type: 'VARCHAR', cell: (row) => row.run_id },
  { name: 'run_name', type: 'VARCHAR', cell: (row) => row.name },
  { name: 'status', type: 'VARCHAR', cell: (row) => row.status },
  { name: 'kind', type: 'VARCHAR', cell: (row) => row.kind },
  { name: 'user', type: 'VARCHAR', cell: (row) => row.user_name },
  { name: 'start_time', type: 'TIMESTAMP_MS', cell: (row) => instant(row.start_ms) },
  { name: 'end_time', type: 'TIMESTAMP_MS', cell: (row) => instant(row.end_ms) },
  { name: 'duration_ms', type: 'DOUBLE', cell: (row) => (row.end_ms === null ? null : Number(row.end_ms) - Number(row.start_ms)) },
  { name: 'parent_run_id', type: 'VARCHAR', cell: (row) => row.parent_run_id },
]

const chosen = ({ name, kind }: RunColumn): Column => ({ name, type: kind === 'metric' ? 'DOUBLE' : 'VARCHAR', cell: (_, values) => values[name] ?? null })

/**
 * Every run that fits, in its order, with the columns that are shown: as CSV (RFC 4180, UTF-8; instants in UTC) while it is read,
 * or as Parquet. Runs that begin meanwhile are not in it. @throws AppError `not_found`, `invalid`, `forbidden`
 */
export async function exportRuns(ctx: Context, input: ExportRunsInput, signal?: AbortSignal): Promise<{ stream: Readable; contentType: string; fileName: string }> {
  authorize(ctx, 'experiments.read')
  const columns = readColumns(input.columns)
  const orders = parseOrder(input.order ? [input.order] : [], searchableRuns)
  const params = await paramsOf(ctx, input)
  const { name } = await experimentById(ctx, input.experimentId)
  const keys = await withPatterns(() => everyRunKey(ctx.db, { ...params, orders }))
  const cells = [...own, ...columns.map(chosen)]
  const rows = readRows(ctx, { keys, columns, cells })
  if (input.format === 'csv') return { stream: Readable.from(csv(cells, rows)), contentType: 'text/csv; charset=utf-8', fileName: `${name} runs.csv` }
  return { stream: await parquet(cells, rows, signal), contentType: 'application/vnd.apache.parquet', fileName: `${name} runs.parquet` }
}

async function* readRows(ctx: Context, { keys, columns, cells }: { keys: number[]; columns: RunColumn[]; cells: Column[] }): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < keys.length; at += batch) {
    const rows = await runsByKey(ctx.db, keys.slice(at, at + batch))
    const values = await columnValues(ctx, rows.map(({ id }) => id), columns)
    yield rows.map((row) => cells.map(({ cell }) => cell(row, values.get(row.id) ?? {})))
  }
}

const field = (cell: Cell) => (cell === null ? '' : typeof cell === 'number' ? String(cell) : cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const line = (cells: Cell[]) => `${cells.map(field).join(',')}\r\n`

async function* csv(cells: Column[], batches: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  yield line(cells.map(({ name }) => name))
  for await (const rows of batches) yield rows.map(line).join('')
}

/** By way of a file of JSON lines, which DuckDB turns into Parquet; both are gone when it has been sent. */
async function parquet(cells: Column[], batches: AsyncIterable<Cell[][]>, signal?: AbortSignal): Promise<Readable> {
  const [lines, out] = [artifactStore().temporary('.jsonl'), artifactStore().temporary('.parquet')]
  const remove = (file: string) => void rm(file, { force: true })
  try {
    await pipeline(jsonLines(batches), createWriteStream(lines), ...(signal ? [{ signal }] : []))
    await tablePools().viewing.run('recordsToParquet', { file: lines, out, columns: cells.map(({ name, type }) => ({ name, type })) }, signal ? { signal } : {})
  } catch (error) {
    remove(out)
    if (signal?.aborted) throw new AppError('unavailable', 'The export was given up.', undefined, { cause: error })
    throw childRefusal(error)
  } finally {
    remove(lines)
  }
  const stream = createReadStream(out)
  stream.once('close', () => remove(out))
  return stream
}

/** Names of columns may be anything, so that each cell goes by its place. */
async function* jsonLines(batches: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((cells) => `${JSON.stringify(Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell])))}\n`).join('')
}
