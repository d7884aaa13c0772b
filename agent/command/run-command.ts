import { copyFile, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { CommandParams, filled } from '@/lib/catalog/script/command'
import { UserError } from '@/lib/catalog/user-error'
import { hashFile } from '@/lib/duckdb/hash-file'
import type { StepOutput, StepResult } from '@/lib/duckdb/ops/types'
import type { Pool } from '@/lib/duckdb/pool'
import { programEnv, visibleGpus } from '../python/child-env'
import { keepProgram } from './keep-program'

export interface CommandJob {
  params: Record<string, unknown>
  inputs: Record<string, { type: string; path: string }>
  /** A folder of this attempt's own. */
  outDir: string
  memoryMb: number
  /** UUIDs of the GPUs that it may use. */
  gpus?: string[]
}

export interface CommandTools {
  pool: Pool
  signal: AbortSignal
  onLog: (line: string, stream?: 'stdout' | 'stderr' | 'system') => void
  /** As of `KeptRun`. */
  spool?: string | undefined
  onStart?: (pid: number) => void
}

/** Runs the program of a Command step: inputs as files, the program, its table read and its file kept. @throws UserError; ChildError */
export async function runCommand({ params: given, inputs, outDir, memoryMb, gpus = [] }: CommandJob, tools: CommandTools): Promise<StepResult> {
  const params = CommandParams.parse(given)
  const began = performance.now()
  const own = path.join(outDir, 'work')
  await mkdir(own, { recursive: true })
  const paths = written(params, outDir)
  for (const [port, input] of Object.entries(inputs)) paths[port] = await inputFile(input, port, params.tables, outDir, tools)
  const loading = performance.now() - began
  const { peakMb } = await keepProgram({
    program: params.program.trim(),
    args: params.args.map(({ value }) => filled(value, paths)),
    env: { ...programEnv(), ...visibleGpus(gpus), ...Object.fromEntries(params.env.map(({ name, value }) => [name, filled(value, paths)])), ...variables(paths) },
    cwd: params.folder.trim() || own,
    ...(params.stdin && paths.in1 && { stdin: paths.in1 }),
    ...(params.result === 'printed' && { stdout: paths.table! }),
    limitMb: params.memoryMb ?? memoryMb,
    timeoutMs: params.minutes === null ? null : params.minutes * 60_000,
    signal: tools.signal,
    onLine: (line, stream) => tools.onLog(line, stream),
    spool: tools.spool,
    onStart: tools.onStart,
  })
  const running = performance.now() - began - loading
  const result = await collectCommand({ params: given, outDir }, peakMb, tools)
  return { ...result, phases: { ...result.phases, loading, running } }
}

/** What a program has left: its table read, its file kept. @throws UserError; ChildError */
export async function collectCommand({ params: given, outDir }: Pick<CommandJob, 'params' | 'outDir'>, peakMb: number, tools: CommandTools): Promise<StepResult> {
  const params = CommandParams.parse(given)
  const paths = written(params, outDir)
  const began = performance.now()
  const outputs: Record<string, StepOutput> = {}
  if (params.result !== 'none') outputs.table = await tableOutput(params, paths.table!, outDir, tools)
  if (paths.file) outputs.file = await fileOutput(params, paths.file)
  const metrics: Record<string, number> = peakMb > 0 ? { 'peak memory (MB)': peakMb } : {}
  return { outputs, metrics, phases: { starting: 0, loading: 0, running: 0, saving: performance.now() - began } }
}

/** Where the program puts what it makes. */
function written(params: CommandParams, outDir: string): Record<string, string | undefined> {
  return {
    table: path.join(outDir, `program-table.${params.format}`),
    file: params.file.trim() === '' ? undefined : path.join(outDir, path.basename(params.file.trim())),
  }
}

/** The store's own file is not handed out: a program could write to it. */
async function inputFile({ type, path: blob }: { type: string; path: string }, port: string, tables: CommandParams['tables'], outDir: string, { pool, signal }: CommandTools): Promise<string> {
  const file = path.join(outDir, type === 'table' ? `${port}.${tables}` : port)
  if (type === 'table' && tables === 'csv') await pool.run('export', { file: blob, out: file }, { signal })
  else await copyFile(blob, file)
  return file
}

function variables(paths: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).flatMap(([name, value]) => (value === undefined ? [] : [[`ATELIER_${name.toUpperCase()}`, value]])))
}

async function tableOutput({ program, format, result }: CommandParams, file: string, outDir: string, { pool, signal, onLog }: CommandTools): Promise<StepOutput> {
  const there = await stat(file).catch(() => null)
  if (!there) throw new UserError(`“${program}” ended well but wrote no table to {table}. Give it that path, or choose that there is none.`)
  if (there.size === 0) throw new UserError(result === 'printed' ? `“${program}” ended well but printed nothing, so there is no table.` : `“${program}” wrote an empty file to {table}.`)
  const out = path.join(outDir, 'table.parquet')
  const read = await pool.run('ingest', { file, fileName: `table.${format}`, out }, { signal })
  if (read.rejected) throw new UserError(`${read.rejected.rows} of the rows that “${program}” wrote do not fit the table. ${read.notes[0] ?? ''}`)
  for (const note of read.notes) onLog(note, 'system')
  return { path: out, digest: read.digest, size: read.size, type: 'table', meta: { rows: read.rows, columns: read.columns } }
}

async function fileOutput({ program, file }: CommandParams, found: string): Promise<StepOutput> {
  if (!(await stat(found).catch(() => null))) throw new UserError(`“${program}” ended well but wrote no file to {file}. Give it that path, or leave the file’s name empty.`)
  return { path: found, ...(await hashFile(found)), type: 'file', meta: { filename: file.trim() } }
}
