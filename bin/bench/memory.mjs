// Ten million rows of fifty columns pass through the table steps in a child that may hold 2 GB: its largest memory, against that limit.
// ATELIER_BENCH_ROWS makes it smaller; ATELIER_BENCH_STEPS="window, pivot" chooses. Needs some 8 GB of disk, given back at the end.
import { build } from 'esbuild'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { root } from '../start/settings.mjs'
import { say } from '../start/terminal.mjs'

const tableRows = Number(process.env.ATELIER_BENCH_ROWS ?? 10_000_000)
const limitMb = 2048
export const onlyByName = true

const numbers = (from, to) => Array.from({ length: to - from }, (_, index) => `n${from + index}`)
/** What each step is given: `[component, params, inputs by port]`. */
const steps = {
  select: ['transform.select-columns@1', { mode: 'drop', columns: ['n3'] }],
  rename: ['transform.rename-columns@1', { rename: [{ column: 'n3', to: 'third' }] }],
  filter: ['transform.filter-rows@1', { conditions: [{ column: 'n1', operator: 'more', value: '100' }] }],
  compute: ['transform.compute-column@1', { columns: [{ name: 'made', expression: 'n1 * 2 + length(name)' }] }],
  types: ['transform.edit-types@1', { changes: [{ column: 'n1', to: 'text' }] }],
  clean: ['transform.clean-missing-data@1', { method: 'fill', numeric: 'median', columns: numbers(0, 20) }],
  clip: ['transform.clip-outliers@1', { columns: numbers(0, 6) }],
  normalize: ['transform.normalize@1', { columns: numbers(0, 20) }],
  bin: ['transform.bin@1', { columns: ['n1', 'n2'] }],
  encode: ['transform.encode-categories@1', { columns: ['kind', 'store'] }],
  'target encode': ['transform.target-encode@1', { columns: ['kind', 'store', 'customer'], target: 'n1' }],
  'date parts': ['transform.date-parts@1', { columns: ['day', 'at'] }],
  'text clean': ['transform.clean-text@1', { columns: ['name', 'city', 'customer'], accents: true, letterCase: 'title' }],
  sort: ['transform.sort@1', { by: [{ column: 'customer', direction: 'descending' }] }],
  sample: ['transform.sample@1', { method: 'random', size: 'share', share: 0.5 }],
  duplicates: ['transform.remove-duplicates@1', { columns: ['customer', 'n1'] }],
  append: ['transform.append-rows@1', {}, { first: 'rows', second: 'stores' }],
  split: ['transform.split-data@1', { method: 'stratified', stratify: 'kind' }],
  distance: ['transform.geo-distance@1', { latitude: 'n1', longitude: 'n2', to: 'point', pointLatitude: 46, pointLongitude: 7 }],
  window: ['transform.window@1', { groups: ['store'], order: [{ column: 'at', direction: 'ascending' }], compute: [{ function: 'lag', column: 'n1', rows: 1 }, { function: 'rolling-mean', column: 'n2', rows: 7 }, { function: 'rank' }] }],
  'window without groups': ['transform.window@1', { order: [{ column: 'at', direction: 'ascending' }], compute: [{ function: 'lag', column: 'n1', rows: 1 }, { function: 'cumulative-sum', column: 'n2' }] }],
  pivot: ['transform.pivot@1', { keys: ['customer'], column: 'kind', value: 'n1', aggregate: 'mean' }],
  'pivot of every row': ['transform.pivot@1', { keys: ['id'], column: 'kind', value: 'n1', aggregate: 'sum' }],
  unpivot: ['transform.unpivot@1', { columns: numbers(0, 3), nameColumn: 'which', valueColumn: 'what' }],
  group: ['transform.group-and-aggregate@1', { keys: ['customer'], aggregates: [{ function: 'count' }, { function: 'mean', column: 'n1' }, { function: 'median', column: 'n2' }, { function: 'count-distinct', column: 'store' }, { function: 'first', column: 'name' }] }],
  'group of every row': ['transform.group-and-aggregate@1', { keys: ['id'], aggregates: [{ function: 'count' }, { function: 'mean', column: 'n1' }, { function: 'most-frequent', column: 'kind' }] }],
  'group of all rows': ['transform.group-and-aggregate@1', { keys: [], aggregates: ['median', 'most-frequent', 'count-distinct', 'lower-quartile', 'sd'].map((name, index) => ({ function: name, column: `n${index}` })) }],
  join: ['transform.join@1', { how: 'left', keys: [{ left: 'store', right: 'store' }] }, { left: 'rows', right: 'stores' }],
  'fuzzy join': ['transform.fuzzy-join@1', { left: 'city', right: 'place', threshold: 0.9 }, { left: 'rows', right: 'stores' }],
  sql: ['script.sql@1', { query: 'select *, n1 + n2 as total from in1' }, { in1: 'rows' }],
}

export async function rows() {
  const folder = mkdtempSync(path.join(root, 'dist', 'memory-'))
  const { findComponent, parseParams, createPool } = await bundled(folder)
  const pool = createPool({ size: 1, memoryMb: limitMb, workerFile: path.join(root, 'dist', 'duckdb-worker.mjs'), tempDir: path.join(folder, 'children') })
  try {
    const tables = await makeTables(folder)
    const lines = []
    for (const name of chosen()) {
      const [reference, given, ports = { table: 'rows' }] = steps[name]
      const component = findComponent(reference)
      const parsed = parseParams(component, given)
      if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed)}`)
      const outDir = path.join(folder, 'out')
      mkdirSync(outDir)
      const inputs = Object.fromEntries(Object.entries(ports).map(([port, table]) => [port, { type: 'table', path: tables[table] }]))
      const outputs = component.outputs.map(({ name: port, type }) => ({ port, type, sometimes: true }))
      const measured = await measure(pool, { component: reference, params: parsed.params, inputs, outputs, outDir, artifactRoot: folder })
      say(`${name}: ${measured.words}`)
      lines.push({ work: `${name}, ${tableRows / 1e6}M rows × 50, memory${measured.failed ? ' (it failed)' : ''}`, ours: measured.failed ? Infinity : measured.peakMb, limit: limitMb, unit: 'MB', against: 'what the step may hold' })
      rmSync(outDir, { recursive: true, force: true })
    }
    return lines
  } finally {
    await pool.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function chosen() {
  const wanted = (process.env.ATELIER_BENCH_STEPS ?? '').split(',').map((name) => name.trim()).filter(Boolean)
  const unknown = wanted.find((name) => !Object.hasOwn(steps, name))
  if (unknown) throw new Error(`There is no step “${unknown}”; there are ${Object.keys(steps).join(', ')}.`)
  return wanted.length > 0 ? wanted : Object.keys(steps)
}

/** The largest memory that the child held, looked at ten times a second, and what it wrote. */
async function measure(pool, job) {
  let pid
  let peak = 0
  let spilled = 0
  const children = path.join(path.dirname(job.outDir), 'children')
  const look = () => {
    peak = Math.max(peak, residentMb(pid))
    spilled = Math.max(spilled, folderMb(path.join(children, `duckdb-${pid}`, 'spill')))
  }
  const timer = setInterval(look, 100)
  const begun = performance.now()
  try {
    const { outputs } = await pool.run('step', job, { onStart: (child) => (pid = child) })
    look()
    const written = Object.values(outputs).map(({ meta, size }) => `${meta.rows ?? '-'} rows, ${Math.round(size / 1e6)} MB`)
    return { peakMb: peak, failed: false, words: `${Math.round((performance.now() - begun) / 1000)} s, peak ${peak} MB, spilled ${spilled} MB, wrote ${written.join(' and ')}` }
  } catch (error) {
    return { peakMb: peak, failed: true, words: `FAILED after ${Math.round((performance.now() - begun) / 1000)} s, peak ${peak} MB, spilled ${spilled} MB: ${error.message}` }
  } finally {
    clearInterval(timer)
  }
}

function residentMb(pid) {
  try {
    return Math.round((Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / (1 << 20))
  } catch {
    return 0
  }
}

function folderMb(folder) {
  try {
    return Math.round(readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0) / 1e6)
  } catch {
    return 0
  }
}

/** The pool and the catalogue, as they are in the sources. */
async function bundled(folder) {
  const outfile = path.join(folder, 'pool.mjs')
  const contents = `import '@/lib/catalog/everything'\nexport { findComponent } from '@/lib/catalog'\nexport { parseParams } from '@/lib/catalog/params'\nexport { createPool } from '@/lib/duckdb/pool'`
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', absWorkingDir: root, tsconfig: path.join(root, 'tsconfig.json'), logLevel: 'warning' })
  return import(pathToFileURL(outfile).href)
}

/** Sales of fifty columns: 36 numbers, ids, texts with few and with many values, dates, and missing values among all of them. */
async function makeTables(folder) {
  const tables = { rows: path.join(folder, 'rows.parquet'), stores: path.join(folder, 'stores.parquet') }
  const some = Array.from({ length: 36 }, (_, index) => `case when (i + ${index}) % ${17 + index} <> 0 then ${index % 3 === 0 ? `(hash(i + ${index}) % ${1000 * (index + 1)})::bigint` : `((hash(i * ${index + 3}) % 100000) / 100.0)::double`} end as n${index}`)
  const flags = Array.from({ length: 4 }, (_, index) => `hash(i + ${index}) % ${index + 2} = 0 as flag${index}`)
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', preserve_insertion_order: 'true', temp_directory: path.join(folder, 'making') })
  const connection = await instance.connect()
  await connection.run(`copy (select i as id, (hash(i) % 500)::int as store, 'customer ' || hash(i) % 100000 as customer, ['pear', 'apple', 'plum', 'fig', 'Éclair'][1 + (hash(i) % 5)::int] as kind,
    ' City  ' || hash(i) % 2000 as city, 'Name ' || i as name, lpad((hash(i) % 100000)::varchar, 6, '0') as code, date '2020-01-01' + (hash(i) % 1500)::int as day, timestamp '2020-01-01' + to_seconds((hash(i) % 100000000)::bigint) as at, i % 7 as week,
    ${[...some, ...flags].join(', ')} from range(${tableRows}) t(i)) to '${tables.rows}' (format parquet, compression zstd, row_group_size 122880)`)
  await connection.run(`copy (select i::int as store, 'city ' || i * 4 as place, 'name ' || i as name, i * 1.5 as area from range(500) t(i)) to '${tables.stores}' (format parquet)`)
  connection.closeSync()
  instance.closeSync()
  say(`made the table: ${Math.round(statSync(tables.rows).size / 1e6)} MB`)
  return tables
}
