import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import type { Lease, Output } from '@/lib/protocol/messages'
import { blobPath } from '@/lib/protocol/artifacts'
import { Artifacts } from '@/agent/artifacts'
import { beginAhead } from '@/agent/ahead'
import type { Workshop } from '@/agent/execute'
import type { LogStream } from '@/agent/log-stream'
import type { Studio } from '@/agent/studio'
import { testFolder, testPool, workerFile } from '../lib/duckdb/support'

const root = testFolder()
const temporary = path.join(root, 'tmp')
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(root, 'children') })
const shop = { pool, memoryMb: 768, artifacts: new Artifacts({ artifactRoot: root, shared: true }, {} as Studio) } as unknown as Workshop

/** A table in the store, as the step before left it. */
const table = await (async (): Promise<Output> => {
  const csv = path.join(root, 'source.csv')
  writeFileSync(csv, `n,label\n${Array.from({ length: 50 }, (_, n) => `${n},row ${n}`).join('\n')}\n`)
  const file = path.join(root, 'source.parquet')
  await pool.run('ingest', { file: csv, fileName: 'source.csv', out: file })
  const bytes = readFileSync(file)
  const digest = createHash('sha256').update(bytes).digest('hex')
  mkdirSync(path.dirname(blobPath(root, digest)), { recursive: true })
  writeFileSync(blobPath(root, digest), bytes)
  return { type: 'table', digest, size: bytes.length, meta: {} }
})()

const outputs = [{ port: 'table', type: 'table' }]
const begin = (component: string, params: Record<string, unknown>, input = 'table', given = table) =>
  beginAhead(shop, { ahead: { component, params, inputs: { [input]: 'table' }, outputs } } as unknown as Lease, { table: given })!
const leaseFor = (component: string, params: Record<string, unknown>, input = 'table', change: Partial<Lease> = {}) =>
  ({ step: { component, params }, inputs: { [input]: { ...table, meta: {} } }, outputs, assets: [], memoryMb: null, memoryLimitMb: null, ...change }) as unknown as Lease
const logOf = (lines: string[]) => ({ write: (line: string) => void lines.push(line) }) as unknown as LogStream
const left = () => (existsSync(temporary) ? readdirSync(temporary).filter((name) => name.startsWith('ahead-')) : [])
const keep = { mode: 'keep', columns: ['n'] }

test('the step that follows is begun before its lease, and its lease takes what came of it', async () => {
  const begun = begin('transform.select-columns@1', keep)
  expect(begun.fits(leaseFor('transform.select-columns@1', keep))).toBe(true)
  const result = await begun.take(logOf([]), 60_000)
  expect(result?.outputs.table?.meta).toMatchObject({ rows: 50, columns: [{ name: 'n', type: 'integer' }] })
  expect(left()).toHaveLength(1)
  begun.drop()
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 30_000 })
})

test('a lease that differs in anything does not take it, and nothing stays behind', async () => {
  const begun = begin('transform.select-columns@1', keep)
  const differing = [
    leaseFor('transform.rename@1', keep),
    leaseFor('transform.select-columns@1', { ...keep, columns: ['label'] }),
    leaseFor('transform.select-columns@1', keep, 'table', { inputs: { table: { ...table, digest: '0'.repeat(64) } } }),
    leaseFor('transform.select-columns@1', keep, 'other'),
    leaseFor('transform.select-columns@1', keep, 'table', { memoryLimitMb: 64 }),
    leaseFor('transform.select-columns@1', keep, 'table', { assets: [table.digest] }),
    leaseFor('transform.select-columns@1', keep, 'table', { outputs: [{ port: 'other', type: 'table' }] }),
  ]
  expect(differing.map((lease) => begun.fits(lease))).toEqual(differing.map(() => false))
  begun.drop()
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 30_000 })
})

test('one that takes long is left to its lease, so that it can outlive the agent, and one that fails says nothing', async () => {
  const slow = begin('script.sql@1', { query: 'select sum(a.range * b.range % 7) s from range(200000) a, range(200000) b, in1 limit 1' }, 'in1')
  expect(await slow.take(logOf([]))).toBeUndefined()
  slow.drop()
  const wrong = begin('script.sql@1', { query: 'select no_such_column from in1' }, 'in1')
  const lines: string[] = []
  expect(await wrong.take(logOf(lines), 60_000)).toBeUndefined()
  expect(lines).toEqual([])
  wrong.drop()
  // The child was replaced: the next step has one.
  const { outputs: made } = await pool.run('step', { component: 'transform.select-columns@1', params: keep, inputs: { table: { type: 'table', path: blobPath(root, table.digest) } }, outputs, outDir: root, artifactRoot: root })
  expect(made.table?.meta).toMatchObject({ rows: 50 })
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 30_000 })
})

test('nothing is begun where the input is large or not there, or nothing follows', () => {
  expect(begin('transform.select-columns@1', keep, 'table', { ...table, size: 50_000_000 })).toBeUndefined()
  expect(beginAhead(shop, {} as Lease, { table })).toBeUndefined()
  expect(beginAhead(shop, { ahead: { component: 'transform.select-columns@1', params: keep, inputs: { table: 'elsewhere' }, outputs } } as unknown as Lease, { table })).toBeUndefined()
})
