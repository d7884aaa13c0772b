import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { fetchRows } from '@/agent/datastore-rows'
import { Studio } from '@/agent/studio'
import { datastores } from '@/db/schema'
import type { Context } from '@/lib/context'
import { datastoreColumns, datastoreTables, testDatastore } from '@/lib/datastores/browse'
import { leaseRows } from '@/lib/datastores/lease-rows'
import { createDatastore, deleteDatastore, listDatastores, updateDatastore } from '@/lib/datastores/manage'
import type { Lease } from '@/lib/protocol/messages'
import { seal, unseal } from '@/lib/secrets/seal'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testPool, workerFile } from '../duckdb/support'
import { testStudio } from '../data/support'

const home = await testStudio()
const database = await testDatabase()
const { db } = database
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(home, 'children') })
process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'

const url = new URL(database.url)
const password = decodeURIComponent(url.password)
const place = { host: url.hostname, port: Number(url.port || 5432), database: url.pathname.slice(1), username: decodeURIComponent(url.username), tls: 'off' as const }

await db.execute(sql`create schema shop`)
await db.execute(sql.raw(`create table shop.orders (id bigint, code varchar(10), amount numeric(10,2), big numeric(30,0), share float8, paid boolean, day date, at timestamptz, tags text[], note text);
  insert into shop.orders select i, lpad(i::text, 5, '0'), i * 1.5, 12345678901234567890123 + i, case when i % 2 = 0 then 'NaN' else i / 3.0 end, i % 3 = 0, date '2024-01-01' + i, timestamptz '2024-01-01 12:00+02' + i * interval '1 hour', array['a', 'b,c'], case i % 4 when 0 then null when 1 then '' when 2 then E'two\nlines, "quoted"' else 'plain' end from generate_series(1, 1000) i`))

const admin = () => testContext(db, { role: 'admin' })

async function stored(ctx: Context, name = 'Shop') {
  return createDatastore(ctx, { name, ...place, password })
}

/** A queued step of a run that reads the datastore, as an agent's lease has it. */
async function stepOf(ctx: Context, source: object, limit: number | null = null): Promise<string> {
  const graph = { nodes: [{ id: 'read', component: 'data.postgres@1', name: '', params: { source, limit }, note: '', position: { x: 0, y: 0 } }], edges: [] }
  const { id } = await submitGraph(ctx, { pipelineId: null, name: 'Read', graph, options: {} })
  const [row] = await db.execute<{ id: string }>(sql`select id from step_runs where run_id = ${id}`)
  return row!.id
}

/** The studio's answer to the agent, the agent's files, and the runner's table. */
async function readTable(stepId: string, source: object) {
  const server = http.createServer((_request, response) => {
    leaseRows(db, database.sql, stepId).then(
      (rows) => rows.pipe(response),
      (error: { code: string; message: string }) => response.writeHead(400).end(JSON.stringify({ error: { code: error.code, message: error.message } })),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const studio = new Studio(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'atl_agent_x')
  const outDir = path.join(home, `out-${stepId}`)
  mkdirSync(outDir, { recursive: true })
  try {
    const files = await fetchRows(studio, { id: 'l', jobToken: 'atl_job_x' } as Lease, outDir, new AbortController().signal)
    const inputs = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, { type: 'file', path: file }]))
    const { outputs } = await pool.run('step', { component: 'data.postgres@1', params: { source }, inputs, outputs: [{ port: 'table', type: 'table' }], outDir, artifactRoot: home })
    const page = await pool.run('page', { file: outputs.table!.path, offset: 0, limit: 5, sort: null, filters: [], columns: null, longestText: 1_000 })
    return { ...page, meta: outputs.table!.meta }
  } finally {
    studio.close()
    server.closeAllConnections()
    server.close()
  }
}

describe('secrets', () => {
  test('open with what they were sealed for, and with nothing else', () => {
    const sealed = seal('p@ss wörd', 'datastore:w:a')
    expect(sealed).not.toContain('p@ss')
    expect(unseal(sealed, 'datastore:w:a')).toBe('p@ss wörd')
    expect(() => unseal(sealed, 'datastore:w:b')).toThrow('cannot be opened')
    expect(() => unseal(`${sealed.slice(0, -2)}AA`, 'datastore:w:a')).toThrow('cannot be opened')
    expect(seal('x', 'a')).not.toBe(seal('x', 'a'))
    expect(statSync(path.join(home, 'secret.key')).mode & 0o777).toBe(0o600)
    const key = readFileSync(path.join(home, 'secret.key'), 'utf8')
    process.env.ATELIER_SECRET_KEY = 'f'.repeat(64)
    expect(() => unseal(sealed, 'datastore:w:a')).toThrow('cannot be opened')
    delete process.env.ATELIER_SECRET_KEY
    expect(readFileSync(path.join(home, 'secret.key'), 'utf8')).toBe(key)
  })
})

describe('keeping a connection', () => {
  test('the password is nowhere in the database, the answers and the activity', async () => {
    const ctx = await admin()
    const secret = 'correct-battery-horse'
    const view = await createDatastore(ctx, { name: 'Shop', ...place, password: secret })
    expect(view).toMatchObject({ name: 'Shop', host: place.host, username: place.username })
    const rows = await db.execute(sql`select to_jsonb(d) as row from datastores d where workspace_id = ${ctx.workspace.id} union all select to_jsonb(a) from activity a where workspace_id = ${ctx.workspace.id}`)
    expect(rows).toHaveLength(2)
    expect(JSON.stringify([rows, view, await listDatastores(ctx)])).not.toContain(secret)
    await expect(stored(ctx)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('another host, port or user needs the password again', async () => {
    const ctx = await admin()
    await stored(ctx)
    await expect(updateDatastore(ctx, 'Shop', { ...place, host: 'elsewhere.example.org' })).rejects.toThrow('Type the password again')
    await expect(testDatastore(ctx, { ...place, host: 'elsewhere.example.org', name: 'Shop' })).rejects.toThrow('Type the password again')
    expect(await updateDatastore(ctx, 'Shop', { ...place, database: 'other' })).toMatchObject({ database: 'other' })
  })

  test('a connection is tried, and what is wrong with it is said in words', async () => {
    const ctx = await admin()
    expect((await testDatastore(ctx, { ...place, password })).version).toMatch(/^\d+/)
    await stored(ctx)
    expect((await testDatastore(ctx, { ...place, name: 'Shop' })).version).toMatch(/^\d+/)
    await expect(testDatastore(ctx, { ...place, password, database: 'nowhere' })).rejects.toThrow('has no database “nowhere”')
    await expect(testDatastore(ctx, { ...place, password, port: 1 })).rejects.toThrow('Nothing listens')
  })

  test('addresses of the studio’s own network are refused unless an administrator allows them', async () => {
    const ctx = await admin()
    process.env.ATELIER_ALLOW_PRIVATE_URLS = '0'
    try {
      for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '169.254.169.254', '::1']) await expect(testDatastore(ctx, { ...place, host, password })).rejects.toThrow('own network')
    } finally {
      process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'
    }
  })

  test('authors read and admins manage; a stranger finds nothing', async () => {
    const ctx = await admin()
    await stored(ctx)
    const author = { ...(await testContext(db)), workspace: ctx.workspace }
    expect((await listDatastores(author)).map(({ name }) => name)).toEqual(['Shop'])
    expect((await datastoreTables(author, 'Shop')).find(({ name }) => name === 'orders')).toMatchObject({ schema: 'shop' })
    for (const refused of [() => stored(author, 'Other'), () => updateDatastore(author, 'Shop', { ...place, password }), () => deleteDatastore(author, 'Shop'), () => testDatastore(author, { ...place, password })]) await expect(refused()).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await admin()
    for (const refused of [() => datastoreTables(stranger, 'Shop'), () => datastoreColumns(stranger, 'Shop', { query: 'select 1' }), () => deleteDatastore(stranger, 'Shop'), () => updateDatastore(stranger, 'Shop', { ...place, password })]) await expect(refused()).rejects.toMatchObject({ code: 'not_found' })
    await deleteDatastore(ctx, 'Shop')
    expect(await db.select().from(datastores).where(sql`workspace_id = ${ctx.workspace.id}`)).toEqual([])
  })
})

describe('reading', () => {
  const table = { datastore: 'Shop', mode: 'table', schema: 'shop', table: 'orders', query: '' }

  test('a table comes with its types, and long numbers keep their digits', async () => {
    const ctx = await admin()
    await stored(ctx)
    const read = await readTable(await stepOf(ctx, table), table)
    expect(read.meta).toMatchObject({ rows: 1000 })
    const types = { id: 'integer', code: 'text', amount: 'number', big: 'text', share: 'number', paid: 'boolean', day: 'date', at: 'timestamp', tags: 'text', note: 'text' }
    expect(Object.fromEntries(read.columns.map(({ name, type }) => [name, type]))).toEqual(types)
    expect(await datastoreColumns(ctx, 'Shop', { schema: 'shop', table: 'orders' })).toEqual(read.columns.map(({ name, type }) => ({ name, type })))
    expect(read.rows[0]).toEqual([1, '00001', 1.5, '12345678901234567890124', 1 / 3, false, '2024-01-02', '2024-01-01T11:00:00Z', '{a,"b,c"}', ''])
    expect([read.rows[1]![9], read.rows[3]![9], read.rows[1]![4]]).toEqual(['two\nlines, "quoted"', null, 'NaN'])
  })

  test('a query, cut to some rows; columns of one name are numbered', async () => {
    const ctx = await admin()
    await stored(ctx)
    const query = { ...table, mode: 'query', query: 'select count(*) as n, paid as n from shop.orders group by paid order by paid -- all of it\n;' }
    expect((await readTable(await stepOf(ctx, query), query)).rows).toEqual([[667, false], [333, true]])
    expect((await readTable(await stepOf(ctx, table, 3), table)).meta).toMatchObject({ rows: 3 })
  })

  test.each([
    ['a fault in the query', 'select nothing from shop.orders', 'column "nothing" does not exist'],
    ['a query that writes', 'insert into shop.orders (id) values (1) returning id', 'only read'],
    ['a query that would end the reading around it', "select 1) to program 'touch /tmp/x' --", 'syntax error'],
    ['two statements', 'select 1; drop table shop.orders', 'several statements'],
    ['a table that is not there', 'select * from nowhere', 'relation "nowhere" does not exist'],
  ])('%s is refused with the database’s reason', async (_title, query, message) => {
    const ctx = await admin()
    await stored(ctx)
    const source = { ...table, mode: 'query', query }
    await expect(readTable(await stepOf(ctx, source), source)).rejects.toThrow(message)
    expect(await db.execute(sql`select count(*)::int as n from shop.orders`)).toEqual([{ n: 1000 }])
  })

  test('a million rows pass in little memory', { timeout: 60_000 }, async () => {
    const ctx = await admin()
    await stored(ctx)
    const source = { ...table, mode: 'query', query: "select i, repeat('x', 100) as t from generate_series(1, 1000000) i" }
    const rows = await leaseRows(db, database.sql, await stepOf(ctx, source))
    const before = process.memoryUsage().rss
    let [bytes, peak] = [0, 0]
    for await (const chunk of rows) {
      bytes += (chunk as Buffer).length
      peak = Math.max(peak, process.memoryUsage().rss - before)
    }
    expect(bytes).toBeGreaterThan(105e6)
    expect(peak / 1e6).toBeLessThan(150)
  })

  test('a step whose datastore is gone says so', async () => {
    const ctx = await admin()
    await stored(ctx)
    const step = await stepOf(ctx, table)
    await deleteDatastore(ctx, 'Shop')
    await expect(leaseRows(db, database.sql, step)).rejects.toThrow('no datastore called “Shop”')
  })
})
