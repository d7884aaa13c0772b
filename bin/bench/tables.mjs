// Ten million rows: a CSV file becomes a table, and is cleaned, joined and split, by the studio and its agent, by DuckDB alone, and by pandas.
import { execFile } from 'node:child_process'
import { openAsBlob, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { watchProcessor } from '../measure/processor.mjs'
import { root } from '../start/settings.mjs'

const run = promisify(execFile)
const tableRows = Number(process.env.ATELIER_BENCH_ROWS ?? 10_000_000)
/** What pandas holds in a few gigabytes. */
const pandasRows = Math.min(tableRows, Number(process.env.ATELIER_BENCH_PANDAS_ROWS ?? 1_000_000))
const stores = 500
/** Of Split data, where nobody chose another. */
const seed = 42
const share = 0.75
const written = 'format parquet, compression zstd, row_group_size 122880'

/** Rows of the benchmark table. Peers run alone, each in a process or an instance of its own, and write what the steps write. */
export async function rows(studio) {
  const folder = path.join(studio.home, 'bench-tables')
  await mkdir(folder, { recursive: true })
  try {
    const files = await makeFiles(folder, tableRows)
    const ours = await oursOf(studio, files)
    const duckdb = await duckOf(files, folder)
    const count = `${tableRows / 1e6}M rows`
    return [
      ...againstDuck(`CSV of ${count} × 8 to a table`, ours.import, duckdb.import),
      ...againstDuck(`Clean → join → split of ${count}`, ours.steps, duckdb.steps),
      ...(await againstPandas(studio, folder, { files, ours, duckdb })),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The studio's and its agent's part, from the request to the end. */
async function oursOf(studio, files) {
  await register(studio, files.stores, 'stores')
  const imported = await used(studio, () => register(studio, files.sales, 'sales'))
  // Statistics of the new table are made beside whatever comes next: they are no part of the steps.
  const { latest } = await studio.api('/data/sales')
  await studio.api(`/tables/${latest.digest}/profile`)
  return { import: imported, steps: await used(studio, () => runPipeline(studio)) }
}

async function duckOf(files, folder) {
  return { import: await alone([importSql(files.sales, folder)]), steps: await alone([storesSql(files.stores, folder)], stepsSql(folder)) }
}

/**
 * Both at a size that pandas holds, and DuckDB alone beside them: what it does not reach on this machine, no studio on it does. Empty where
 * there is no Python with pandas (the studio's own environment, or what ATELIER_BENCH_PANDAS_PYTHON names), or ATELIER_BENCH_PANDAS is 0.
 */
async function againstPandas(studio, folder, whole) {
  const python = process.env.ATELIER_BENCH_PANDAS_PYTHON ?? pythonOf(studio)
  if (process.env.ATELIER_BENCH_PANDAS === '0' || python === undefined) return []
  const files = pandasRows === tableRows ? whole.files : await makeFiles(folder, pandasRows)
  const ours = pandasRows === tableRows ? whole.ours : await oursOf(studio, files)
  const duckdb = pandasRows === tableRows ? whole.duckdb : await duckOf(files, folder)
  const { stdout } = await run(python, [path.join(root, 'bin', 'bench', 'tables.py'), files.sales, files.stores, folder], { maxBuffer: 1 << 20 })
  const pandas = JSON.parse(stdout)
  const count = `${pandasRows / 1e6}M rows`
  const works = { import: `CSV of ${count} × 8 to a table`, steps: `Clean → join → split of ${count}` }
  return Object.entries(works).flatMap(([part, work]) =>
    ['seconds', 'processor'].flatMap((measure) =>
      [['five times', ours], ['five times, DuckDB alone', duckdb]]
        .filter(([, taken]) => !Number.isNaN(taken[part][measure]))
        .map(([which, taken]) => ({ work: `${work}, ${which}${measure === 'processor' ? ', processor' : ''}`, ours: taken[part][measure] * 5, limit: pandas[part][measure], unit: 's', against: 'pandas, once' })),
    ),
  )
}

/** A line of the clock and one of the processor, where the system tells it: work of others takes from the first alone. */
function againstDuck(work, ours, duckdb) {
  const against = '1.3 × DuckDB alone'
  const line = { work, ours: ours.seconds, limit: duckdb.seconds * 1.3, unit: 's', against }
  return Number.isNaN(ours.processor) ? [line] : [line, { ...line, work: `${work}, processor`, ours: ours.processor, limit: duckdb.processor * 1.3 }]
}

/** What `work`, which answers its seconds, takes of the processor in the programs that work on tables. */
async function used(studio, work) {
  const stop = watchProcessor(studio.pid(), 'duckdb-worker')
  const seconds = await work()
  return { seconds, processor: stop() }
}

/** Sales with ids that keep their zeros, dates, texts, and missing quantities and stores. */
async function makeFiles(folder, count) {
  const files = { sales: path.join(folder, `sales-${count}.csv`), stores: path.join(folder, 'stores.csv') }
  const sales = `select i as id, case when i % 101 <> 0 then (i * 7919) % ${stores} end as store, date '2020-01-01' + ((i * 31) % 1500)::int as day, round((i * 48271 % 2147483647) / 2147483.647, 2) as amount,
    case when i % 17 <> 0 then i % 40 end as qty, ['pear', 'apple', 'plum', 'fig'][1 + (i * 13) % 4] as kind, lpad(((i * 37) % 100000)::varchar, 6, '0') as code, 'customer ' || ((i * 101) % 100000) as customer from range(${count}) t(i)`
  await alone([`copy (${sales}) to '${files.sales}' (format csv, header)`, `copy (select i as store, 'city ' || i % 80 as city, round(i * 1.5, 1) as area from range(${stores}) t(i)) to '${files.stores}' (format csv, header)`])
  return files
}

const importSql = (file, folder) => `copy (from read_csv('${file}')) to '${path.join(folder, 'duckdb.parquet')}' (${written})`
const storesSql = (file, folder) => `copy (from read_csv('${file}')) to '${path.join(folder, 'duckdb-stores.parquet')}' (${written})`

/**
 * What the three steps read and write, each from the file of the one before, as statements of their own. The rows stay in order, which a
 * join of DuckDB's keeps by no promise, so that it sorts by their numbers; and the split is the exact one of the step: the share of rows
 * that come first by md5 of the seed and their number. What ours does beside it: counts and hashes what it wrote, and keeps what was cleaned.
 */
function stepsSql(folder) {
  const file = (name) => `'${path.join(folder, `${name}.parquet`)}'`
  const numbered = (name) => `read_parquet(${file(name)}, file_row_number = true)`
  return [
    `copy (from read_parquet(${file('duckdb')}) where store is not null and qty is not null) to ${file('clean')} (${written})`,
    `copy (select c.* exclude (file_row_number), s.city, s.area from ${numbered('clean')} c join ${file('duckdb-stores')} s using (store) order by c.file_row_number) to ${file('joined')} (${written})`,
    `create temp table chosen as select file_row_number as number from ${numbered('joined')} order by md5_number_lower(concat(${seed}, ':', file_row_number + 1)), file_row_number limit (select round(${share} * count(*))::bigint from ${file('joined')})`,
    ...['semi', 'anti'].map((kind, part) => `copy (select * exclude (file_row_number) from ${numbered('joined')} ${kind} join chosen on file_row_number = number) to ${file(`part${part}`)} (${written})`),
  ]
}

/** Seconds of the clock and of the processor that DuckDB takes for `measured`, after `prepared`; for both where only one is given. */
async function alone(prepared, measured) {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'true' })
  const connection = await instance.connect()
  try {
    if (measured) for (const sql of prepared) await connection.run(sql)
    const [started, before] = [performance.now(), process.cpuUsage()]
    for (const sql of measured ?? prepared) await connection.run(sql)
    const { user, system } = process.cpuUsage(before)
    return { seconds: (performance.now() - started) / 1000, processor: (user + system) / 1e6 }
  } finally {
    connection.closeSync()
  }
}

/** Sends a file and makes it a table; the seconds from registering to ready, which is reading and writing. */
async function register(studio, file, name) {
  const headers = { authorization: `Bearer ${studio.token}` }
  const { id } = await studio.api('/uploads', { fileName: path.basename(file), size: statSync(file).size })
  const sent = await fetch(`${studio.url}/api/v1/uploads/${id}`, { method: 'PATCH', headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, body: await openAsBlob(file), duplex: 'half' })
  if (!sent.ok) throw new Error(`The upload answered ${sent.status}: ${await sent.text()}`)
  await studio.api(`/uploads/${id}/check`, {})
  const started = performance.now()
  await studio.api(`/uploads/${id}/register`, { name })
  for (;;) {
    const { latest } = await studio.api(`/data/${name}`)
    if (latest.state === 'failed') throw new Error(latest.message)
    if (latest.state === 'ready') return (performance.now() - started) / 1000
    await sleep(50)
  }
}

async function runPipeline(studio) {
  const edge = (from, port, to, input) => ({ from: { node: from, port }, to: { node: to, port: input } })
  const graph = {
    nodes: [
      { id: 'sales', component: 'data.import@1', params: { asset: { name: 'sales', version: 'latest' } } },
      { id: 'stores', component: 'data.import@1', params: { asset: { name: 'stores', version: 'latest' } } },
      { id: 'clean', component: 'transform.clean-missing-data@1', params: { method: 'drop-rows', columns: ['store', 'qty'] } },
      { id: 'join', component: 'transform.join@1', params: { how: 'inner', keys: [{ left: 'store', right: 'store' }] } },
      { id: 'split', component: 'transform.split-data@1', params: {} },
    ],
    edges: [edge('sales', 'table', 'clean', 'table'), edge('clean', 'table', 'join', 'left'), edge('stores', 'table', 'join', 'right'), edge('join', 'table', 'split', 'table')],
  }
  const pipeline = await studio.api('/pipelines', { name: 'Bench: clean, join, split', graph })
  let ended = await studio.api(`/pipelines/${pipeline.id}/runs`, { force: 'all' })
  while (ended.endedAt === null) {
    await sleep(100)
    ended = await studio.api(`/runs/${ended.id}`)
  }
  if (ended.state !== 'succeeded') throw new Error(`The run ${ended.state}: ${ended.steps.find((step) => step.state === 'failed')?.message ?? ''}`)
  return (Date.parse(ended.endedAt) - Date.parse(ended.startedAt ?? ended.createdAt)) / 1000
}

function pythonOf(studio) {
  const environments = path.join(studio.home, 'agent', 'environments')
  const name = safely(() => readdirSync(environments).find((entry) => entry.startsWith('sklearn-')))
  return name && path.join(environments, name, 'bin', 'python')
}

function safely(read) {
  try {
    return read()
  } catch {
    return undefined
  }
}
