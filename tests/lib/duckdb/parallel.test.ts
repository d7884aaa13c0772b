import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { parallelBytes, parallelWork } from '@/lib/catalog/runners/parallel'
import { findComponent } from '@/lib/catalog'
import { parseParams } from '@/lib/catalog/params'
import { createPool } from '@/lib/duckdb/pool'
import { testFolder, workerFile } from './support'

const folder = testFolder()
const worker = await workerFile()
const [file, other] = [path.join(folder, 'rows.parquet'), path.join(folder, 'other.parquet')]
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run(`copy (select i as id, (i * 7919) % 500 as store, case when i % 7 <> 0 then (i * 48271 % 2147483647) / 1e7 end as amount, date '2020-01-01' + (i % 900)::int as day,
  md5(i::varchar) as code, ' Name ' || i % 1000 as name, 46 + (i % 700) / 100 as lat, 7 + (i % 300) / 100 as lon from range(260000) t(i)) to '${file}' (format parquet, row_group_size 122880)`)
await connection.run(`copy (select store, store % 3 as city, i as nth from (select i, (i * 13) % 600 as store from range(900) t(i))) to '${other}' (format parquet)`)
const csv = path.join(folder, 'rows.csv')
await connection.run(`copy (from '${file}') to '${csv}' (format csv, header)`)

const few = pool(2)
const many = pool(5)
function pool(threads: number) {
  process.env.ATELIER_STEP_THREADS = String(threads)
  const made = createPool({ size: 1, memoryMb: 2000, workerFile: worker, tempDir: path.join(folder, `children-${threads}`) })
  return { made, warm: made.warm(1) }
}
await Promise.all([few.warm, many.warm])
delete process.env.ATELIER_STEP_THREADS
afterAll(() => (connection.closeSync(), Promise.all([few.made.close(), many.made.close()])))

const steps: [string, Record<string, unknown>, string[]?][] = [
  ['transform.select-columns@1', { mode: 'keep', columns: ['id', 'code', 'amount'] }],
  ['transform.edit-types@1', { changes: [{ column: 'amount', type: 'text' }] }],
  ['transform.clean-text@1', { columns: ['name'], trim: true }],
  ['transform.date-parts@1', { columns: ['day'] }],
  ['transform.geo-distance@1', { latitude: 'lat', longitude: 'lon', to: 'point', pointLatitude: 46, pointLongitude: 7 }],
  ['transform.join@1', { how: 'inner', keys: [{ left: 'store', right: 'store' }] }, ['left', 'right']],
  ['transform.join@1', { how: 'full', keys: [{ left: 'store', right: 'store' }] }, ['left', 'right']],
  ['transform.sort@1', { by: [{ column: 'store', direction: 'descending' }] }],
  ['transform.split-data@1', { share: 0.7 }],
  ['transform.split-data@1', { method: 'stratified', stratify: 'store' }],
  ['transform.sample@1', { method: 'random', share: 0.02 }],
  ['transform.filter-rows@1', { conditions: [{ column: 'store', operator: 'less', value: '400' }] }],
  ['transform.filter-rows@1', { conditions: [{ column: 'store', operator: 'less', value: '5' }] }],
  ['transform.clean-missing-data@1', { method: 'drop-rows' }],
  ['transform.clean-missing-data@1', { method: 'fill', numeric: 'mean' }],
  ['transform.append-rows@1', {}, ['first', 'second']],
]

test.each(steps)('%s with %o gives equal bytes on two threads and on five', async (ref, given, ports = ['table']) => {
  const component = findComponent(ref)!
  const parsed = parseParams(component, given)
  expect(parsed.ok, JSON.stringify(parsed)).toBe(true)
  const params = (parsed as { params: Record<string, unknown> }).params
  const inputs = Object.fromEntries(ports.map((port, index) => [port, { type: 'table', path: index === 0 ? file : other }]))
  const digests = []
  for (const { made } of [few, many]) {
    const outDir = path.join(folder, `out-${Math.random()}`)
    mkdirSync(outDir)
    const { outputs } = await made.run('step', { component: ref, params, inputs, outputs: component.outputs.map(({ name, type }) => ({ port: name, type })), outDir, artifactRoot: folder })
    digests.push(Object.values(outputs).map(({ digest }) => digest))
  }
  expect(digests[1]).toEqual(digests[0])
})

test('a large text file gives equal bytes on two threads and on five, with a row group for each piece of text that is read', { timeout: 180_000 }, async () => {
  const digests = []
  for (const { made } of [few, many]) {
    const out = path.join(folder, `read-${Math.random()}.parquet`)
    const { digest, rows } = await made.run('ingest', { file: csv, fileName: 'rows.csv', out, largeBytes: 1 << 20 })
    expect(rows).toBe(260_000)
    const groups = await connection.runAndReadAll(`select num_row_groups from parquet_file_metadata('${out}')`)
    expect(Number(groups.getRows()[0]![0])).toBe(Math.ceil(statSync(csv).size / 8e6))
    digests.push(digest)
  }
  expect(digests[1]).toBe(digests[0])
})

test('a small table works on one thread, and so does what adds up', () => {
  expect(parallelWork('transform.select-columns@1', parallelBytes)).toBe('streamed')
  expect(parallelWork('transform.select-columns@1', parallelBytes - 1)).toBeUndefined()
  expect(parallelWork('transform.group-and-aggregate@1', parallelBytes)).toBeUndefined()
})
