import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StepJob } from '@/lib/duckdb/ops/types'
import { testFolder, testPool, workerFile } from './support'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
const secret = path.join(folder, 'secret.csv')
writeFileSync(secret, 'password\nhunter2\n')
const source = path.join(folder, 'source.csv')
writeFileSync(source, `n,label\n${Array.from({ length: 1000 }, (_, n) => `${n},row ${n}`).join('\n')}\n`)
const input = path.join(folder, 'source.parquet')
await pool.run('ingest', { file: source, fileName: 'source.csv', out: input })
let counter = 0

function job(component: string, params: Record<string, unknown>, inputs: StepJob['inputs'] = {}): StepJob {
  const outDir = path.join(folder, `out-${++counter}`)
  mkdirSync(outDir)
  return { component, params, inputs, outputs: [{ port: 'table', type: 'table' }], outDir, artifactRoot: folder }
}
const table = { type: 'table', path: input }
const sql = (query: string) => pool.run('step', job('script.sql@1', { query }, { in1: table }))

describe('a step', () => {
  test('writes a checked, hashed Parquet file and says what is in it', async () => {
    const { outputs, phases } = await pool.run('step', job('transform.select-columns@1', { mode: 'keep', columns: ['n'] }, { table }))
    const { path: file, digest, size, type, meta } = outputs.table!
    expect({ type, meta }).toEqual({ type: 'table', meta: { rows: 1000, columns: [{ name: 'n', type: 'integer' }] } })
    expect(digest).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'))
    expect(size).toBe(statSync(file).size)
    expect(Object.keys(phases).sort()).toEqual(['loading', 'running', 'saving', 'starting'])
  })

  test('equal input and params give equal bytes', async () => {
    const run = () => sql('select label, n * 0.1 as x, sum(n * 0.1) over () as s from in1 order by n desc')
    expect((await run()).outputs.table!.digest).toBe((await run()).outputs.table!.digest)
  })

  test('types are those that Parquet keeps', async () => {
    const { outputs } = await sql("select 'a'::enum('a', 'b') as e, date '2024-05-01' as d, [n] as l from in1 limit 1")
    expect(outputs.table!.meta).toMatchObject({ rows: 1, columns: [{ name: 'e', type: 'text' }, { name: 'd', type: 'date' }, { name: 'l', type: 'other' }] })
  })

  test.each([
    ['another file', `select * from read_csv('${secret}')`],
    ['the list of files', `select * from glob('${folder}/**')`],
    ['its text', `select content from read_text('${secret}')`],
    ['an attached database', `select * from (attach '${folder}/x.db')`],
    ['a second statement', `select 1 as a) to '${folder}/leak.csv'; copy (select 2 as b`],
  ])("a person's SQL does not reach %s", async (_name, query) => {
    const error = await sql(query).then(
      () => null,
      (cause: { message: string }) => cause,
    )
    expect(error).not.toBeNull()
    expect(error!.message).not.toContain('hunter2')
    expect(() => statSync(path.join(folder, 'leak.csv'))).toThrow()
  })

  test('nothing of one step is there for the next', async () => {
    await sql('select * from in1')
    await expect(pool.run('step', job('script.sql@1', { query: 'select * from in1' }, { in2: table }))).rejects.toBeDefined()
  })

  test('an input that is gone is told apart from a mistake', async () => {
    await expect(pool.run('step', job('transform.select-columns@1', { mode: 'keep', columns: ['n'] }, { table: { type: 'table', path: path.join(folder, 'gone.parquet') } }))).rejects.toMatchObject({ reason: 'data_unavailable' })
    await expect(pool.run('step', job('transform.select-columns@1', { mode: 'keep', columns: ['m'] }, { table }))).rejects.toMatchObject({ reason: 'user_error', message: expect.stringContaining('“m”') })
    await expect(pool.run('step', job('no.such@1', {}))).rejects.toMatchObject({ reason: 'failed', message: expect.stringContaining('no.such@1') })
  })
})
