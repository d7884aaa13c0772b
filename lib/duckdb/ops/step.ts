import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freshName } from '@/lib/catalog/columns'
import { tableRunners } from '@/lib/catalog/runners'
import { parallelWork } from '@/lib/catalog/runners/parallel'
import { ident, text } from '@/lib/catalog/sql-text'
import type { TableRunner } from '@/lib/catalog/types'
import { blobPath } from '@/lib/protocol/artifacts'
import { ChildError } from '../child-error'
import { DuckEngine } from '../engine'
import { hashFile } from '../hash-file'
import { moveFile } from '../move-file'
import type { Operation } from '../operation'
import { readTableMeta, writeParquet } from '../write-parquet'
import { writeStreamed } from '../write-streamed'
import type { StepJob, StepOutput, StepResult } from './types'

/** Runs a table component on local files: a view per input table, the component's runner, a checked and hashed file per output. */
export const step: Operation<StepJob, StepResult> = async (job, { session, memoryMb, log }) => {
  const runner = findRunner(job.component)
  const watch = stopwatch()
  const connection = await session.connectBoxed(memoryMb)
  const engine = new DuckEngine(connection, log)
  try {
    const starting = watch()
    const { inputs, links } = await openInputs(job, engine, (file) => session.link(file))
    const parallel = parallelWork(job.component, Object.values(links).reduce((sum, file) => sum + statSync(file).size, 0))
    await session.useThreads(connection, parallel === 'sorted' || parallel === 'exact')
    engine.altered = false
    const loading = watch()

    const files: Record<string, Written> = {}
    const metrics: Record<string, number> = {}
    const place = (port: string, extension: string) => path.join(session.box, `out-${declared(job, port)}${extension}`)
    await runner({
      engine,
      params: job.params,
      inputs,
      numbered: (port) => numbered(engine, inputs[port]!, links[port]!),
      async writeTable(port, query, meta = {}) {
        const file = place(port, '.parquet')
        const { rows, columns } = parallel === undefined || parallel === 'sorted' ? await writeParquet(engine, query, file) : await writeStreamed(engine, query, file, (many) => session.useThreads(connection, many))
        files[port] = { file, meta: { rows, columns, ...meta } }
        return { rows }
      },
      async writeJson(port, value, meta = {}) {
        const file = place(port, '.json')
        writeFileSync(file, JSON.stringify(value))
        files[port] = { file, meta }
      },
      async writeFile(port, extension, write, meta = {}) {
        const file = place(port, extension)
        await write(file)
        files[port] = { file, meta }
      },
      async passBlob(port, digest) {
        const file = session.link(blobPath(job.artifactRoot, digest))
        files[port] = { file, meta: { ...(await readTableMeta(engine, file)) }, digest }
      },
      async passInput(port, from, meta = {}) {
        const input = job.inputs[from]!
        const file = session.link(input.path)
        files[port] = { file, meta: { ...(await readTableMeta(engine, file)), ...meta }, digest: input.digest }
      },
      blob: (digest) => session.link(blobPath(job.artifactRoot, digest)),
      metric(name, value) {
        metrics[name] = value
      },
    })
    const running = watch()
    const outputs = await collect(job, files)
    return { outputs, metrics, phases: { starting, loading, running, saving: watch() } }
  } finally {
    connection.closeSync()
    // Not awaited: the answer need not wait for it, and the next operation in this child does.
    session.busy = session.clear(engine.altered)
  }
}

/** An output before it is put in place; its digest where it is an existing blob, passed on. */
interface Written {
  file: string
  meta: Record<string, unknown>
  digest?: string
}

function findRunner(component: string): TableRunner {
  const runner = Object.hasOwn(tableRunners, component) ? tableRunners[component] : undefined
  if (!runner) throw new ChildError('failed', `This agent does not know the component ${component}. Update it to the studio's version.`)
  return runner
}

function declared(job: StepJob, port: string): number {
  const index = job.outputs.findIndex((output) => output.port === port)
  if (index < 0) throw new Error(`${job.component} wrote to “${port}”, which is not one of its outputs.`)
  return index
}

/** By input port: a quoted view's name for tables, a path for the rest. */
async function openInputs(job: StepJob, engine: DuckEngine, link: (file: string) => string) {
  const inputs: Record<string, string> = {}
  const links: Record<string, string> = {}
  for (const [port, { type, path: file }] of Object.entries(job.inputs)) {
    const inside = (links[port] = link(file))
    if (type !== 'table') {
      inputs[port] = inside
      continue
    }
    const view = ident(port)
    await engine.run(`create temp view ${view} as from read_parquet(${text(inside)})`)
    inputs[port] = view
  }
  return { inputs, links }
}

const rowNumber = 'file_row_number'

async function numbered(engine: DuckEngine, view: string, file: string): Promise<{ table: string; row: string }> {
  const names = (await engine.columns(view)).map((column) => column.name)
  // The reader adds its own column unless the table has one of that name, in whatever case.
  if (!names.some((name) => name.toLowerCase() === rowNumber)) return { table: `read_parquet(${text(file)}, file_row_number = true)`, row: ident(rowNumber) }
  const row = ident(freshName('row number', names))
  return { table: `(SELECT *, row_number() OVER () - 1 AS ${row} FROM ${view})`, row }
}

async function collect(job: StepJob, files: Record<string, Written>): Promise<Record<string, StepOutput>> {
  const outputs: Record<string, StepOutput> = {}
  for (const { port, type, sometimes } of job.outputs) {
    const written = files[port]
    if (!written && sometimes) continue
    if (!written || !existsSync(written.file)) throw new Error(`${job.component} ended without writing its output “${port}”.`)
    const { digest, size } = written.digest ? { digest: written.digest, size: statSync(written.file).size } : await hashFile(written.file)
    const target = path.join(job.outDir, `${port}${path.extname(written.file) || '.parquet'}`)
    await moveFile(written.file, target)
    outputs[port] = { path: target, digest, size, type, meta: written.meta }
  }
  return outputs
}

/** Milliseconds since the last look. */
function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const passed = now - last
    last = now
    return Math.round(passed * 100) / 100
  }
}
