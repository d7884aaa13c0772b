import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertRun } from '@/db/queries/submit'
import { stepOutputs, stepRuns } from '@/db/schema'
import type { Context } from '@/lib/context'
import { tableProfile } from '@/lib/data/table-profile'
import { uploadData } from '@/lib/data/upload-data'
import { drawnRows } from '@/lib/duckdb/ops/draw-sample'
import { createPipeline } from '@/lib/pipelines/create'
import { learnedTables } from '@/lib/sample/learned-tables'
import { closeSampler, sampler } from '@/lib/sample/pool'
import { sampleStep } from '@/lib/sample/sample-step'
import { createOwn } from '@/lib/workspace-components/create'
import type { SampleTable, SampleView } from '@/lib/sample/schema'
import type { Graph } from '@/lib/graph/schema'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { graphOf, importOf } from '../../support/graph'
import { testStudio } from '../data/support'

await testStudio()
const { db } = await testDatabase()
afterAll(closeSampler)

async function upload(ctx: Context, content: string, fileName: string) {
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--b--\r\n`
  const started = await uploadData(ctx, Readable.from([Buffer.from(body)]), { contentType: 'multipart/form-data; boundary=b', contentLength: Buffer.byteLength(body) })
  await started.finished
  return started.view()
}

/** A step of a run that has given this table. */
async function giveResult({ workspace }: Context, digest: string, rows: number): Promise<void> {
  const run = { id: randomUUID(), workspaceId: workspace.id }
  await insertRun(db, { ...run, pipelineId: null, name: 'Run', state: 'succeeded', graph: { nodes: [], edges: [] }, options: {}, groups: [], remaining: 0, createdBy: null, createdByName: 'Nobody' })
  const step = { runId: run.id, workspaceId: workspace.id, node: 'script', name: 'Script', component: 'script.python@1', params: {}, position: 0, state: 'succeeded', waitingOn: 0, runner: 'python', sources: {} } as const
  const [made] = await db.insert(stepRuns).values(step).returning({ id: stepRuns.id })
  await db.insert(stepOutputs).values({ stepId: made!.id, port: 'out1', type: 'table', digest, size: 1, meta: { rows } })
}

/** id, price, city, day of the month: 5,000 rows whose values follow from their number. */
const sales = ['id,price,city', ...Array.from({ length: 5_000 }, (_, i) => `${i + 1},${((i * 37) % 1000) / 10},city ${i % 7}`)].join('\n')
const cities = ['city,country', ...Array.from({ length: 7 }, (_, i) => `city ${i},land ${i % 2}`)].join('\n')

let ctx: Context
let pipeline: string
let salesDigest: string
const quiet = () => new AbortController().signal

async function look(graph: Graph, node: string, more: object = {}): Promise<SampleView> {
  return sampleStep(ctx, pipeline, { graph, node, ...more }, quiet())
}
async function ready(graph: Graph, node: string, more: object = {}): Promise<SampleTable> {
  const view = await look(graph, node, more)
  if (view.state === 'blocked') throw new Error(`${view.node}: ${view.message}`)
  return view
}

beforeAll(async () => {
  ctx = await testContext(db)
  pipeline = (await createPipeline(ctx, { name: 'Sampled' })).id
  salesDigest = (await upload(ctx, sales, 'sales.csv')).digest!
  await upload(ctx, cities, 'cities.csv')
})

const filtered = (value: string) =>
  graphOf({ data: importOf('sales'), filter: ['transform.filter-rows@1', { conditions: [{ column: 'price', operator: 'more', value }] }] }, 'data.table > filter.table')

describe('a data source', () => {
  test('is drawn from evenly, in its order, the same rows each time', async () => {
    const graph = graphOf({ data: importOf('sales') })
    const view = await ready(graph, 'data', { limit: 1000 })
    expect(view).toMatchObject({ exact: false, rowsOut: 1000, rowsIn: null, sources: [{ node: 'data', taken: 1000, of: 5000 }] })
    const ids = view.rows.map((row) => Number(row[0]))
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
    expect(new Set(ids).size).toBe(1000)
    // One row of each five.
    expect(ids.every((id, index) => id > index * 5 && id <= index * 5 + 5)).toBe(true)
    sampler().store.clear()
    expect((await ready(graph, 'data', { limit: 1000 })).rows).toEqual(view.rows)
  })

  test('of few rows is taken whole', async () => {
    const view = await ready(graphOf({ data: importOf('cities') }), 'data')
    expect(view).toMatchObject({ exact: true, rowsOut: 7, sources: [{ taken: 7, of: 7 }] })
  })

  test('of many rows is read in ten places at most', () => {
    const lists = drawnRows(10_000_000, 1_000, 42)
    expect(lists).toHaveLength(10)
    const all = lists.flat()
    expect(all).toHaveLength(1_000)
    expect(all).toEqual([...new Set(all)].sort((a, b) => a - b))
    expect(Math.max(...all)).toBeLessThan(10_000_000)
    expect(Math.max(...all)).toBeGreaterThan(8_800_000)
    for (const list of lists) expect(Math.floor(list[0]! / 122_880)).toBe(Math.floor(list.at(-1)! / 122_880))
    expect(drawnRows(10_000_000, 1_000, 42)).toEqual(lists)
    expect(drawnRows(10_000_000, 1_000, 43)).not.toEqual(lists)
    expect(drawnRows(122_881, 1_000, 1).flat()).toHaveLength(1_000)
    expect(drawnRows(0, 1_000, 1)).toEqual([])
  })

  test('of another workspace is not there, whatever digest the graph names', async () => {
    const { digest } = (await upload(ctx, 'secret\n1\n', 'secret.csv')) as { digest: string }
    const stranger = await testContext(db)
    const own = (await createPipeline(stranger, { name: 'Mine' })).id
    const graph = graphOf({ data: ['data.import@1', { asset: { name: 'secret', version: 1, digest } }] })
    expect(await sampleStep(stranger, own, { graph, node: 'data' }, quiet())).toMatchObject({ state: 'blocked', reason: 'missing-data', node: 'data' })
    await expect(sampleStep(stranger, pipeline, { graph, node: 'data' }, quiet())).rejects.toMatchObject({ code: 'not_found' })
    const viewer = await testContext(db, { role: 'viewer' })
    await expect(sampleStep(viewer, pipeline, { graph, node: 'data' }, quiet())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a step', () => {
  test('shows what its params do to the sample, with rows in and out', async () => {
    const source = await ready(graphOf({ data: importOf('sales') }), 'data', { limit: 1000 })
    for (const limit of [10, 50, 99]) {
      const expected = source.rows.filter((row) => Number(row[1]) > limit)
      const view = await ready(filtered(String(limit)), 'filter', { limit: 1000 })
      expect([view.rowsIn, view.rowsOut]).toEqual([1000, expected.length])
      expect(view.rows).toEqual(expected)
      expect(view.changedCells).toBeNull()
    }
  })

  test('marks the cells that it changed and the columns that it added', async () => {
    const graph = graphOf(
      {
        data: ['data.enter@1', { table: { columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'text' }], rows: [['1', 'x'], [null, 'y'], ['3', 'z']] } }],
        fill: ['transform.clean-missing-data@1', { method: 'fill', numeric: 'constant', numericValue: 9 }],
        add: ['transform.compute-column@1', { columns: [{ name: 'c', expression: 'a * 2' }] }],
      },
      'data.table > fill.table',
      'fill.table > add.table',
    )
    const fill = await ready(graph, 'fill')
    expect(fill).toMatchObject({ exact: true, rows: [[1, 'x'], [9, 'y'], [3, 'z']], changedCells: 1, changed: [[1, 0]], added: [] })
    const median = graphOf({ data: ['data.enter@1', graph.nodes[0]!.params], fill: ['transform.clean-missing-data@1', { method: 'fill' }] }, 'data.table > fill.table')
    expect(await ready(median, 'fill')).toMatchObject({ retyped: ['a'], changedCells: 1, changed: [[1, 0]], rows: [[1, 'x'], [2, 'y'], [3, 'z']] })
    expect(await ready(graph, 'add')).toMatchObject({ rows: [[1, 'x', 2], [9, 'y', 18], [3, 'z', 6]], changedCells: 0, added: ['c'] })
  })

  test('computes only what an edit changed', async () => {
    const graph = filtered('42')
    await ready(graph, 'filter')
    const { store } = sampler()
    const before = store.size()
    await ready(graph, 'filter')
    expect(store.size()).toBe(before)
    await ready(filtered('43'), 'filter')
    expect(store.size()).toBe(before + 1)
  })

  test('that is wrong says so in its own words, and so does what comes after it', async () => {
    const graph = graphOf(
      { data: importOf('sales'), add: ['transform.compute-column@1', { columns: [{ name: 'c', expression: 'pric + 1' }] }], sort: ['transform.sort@1'] },
      'data.table > add.table',
      'add.table > sort.table',
    )
    const view = await look(graph, 'sort')
    expect(view).toMatchObject({ state: 'blocked', reason: 'failed', node: 'add' })
    expect((view as { message: string }).message).toMatch(/pric.*price/)
  })

  test('that needs Python, or that nothing feeds, says what to do', async () => {
    const graph = graphOf({ data: importOf('sales'), train: ['learn.train-regressor@1', { target: 'price' }], score: ['learn.score-model@1'], sort: ['transform.sort@1'] }, 'data.table > train.table', 'train.model > score.model', 'data.table > score.table', 'score.table > sort.table')
    expect(await look(graph, 'sort')).toMatchObject({ reason: 'needs-run', node: 'train', message: expect.stringContaining('Run to here') as string })
    expect(await look(graphOf({ sort: ['transform.sort@1'] }), 'sort')).toMatchObject({ reason: 'incomplete', node: 'sort', message: 'Nothing is connected to the input “Table”.' })
    expect(await look(graphOf({ data: importOf('sales'), out: ['data.export@1'] }, 'data.table > out.table'), 'out')).toMatchObject({ reason: 'no-table' })
    expect(await look(graph, 'gone')).toMatchObject({ reason: 'incomplete' })
    const each = graphOf({ data: importOf('sales'), each: ['control.for-each@1'] }, 'data.table > each.table')
    expect(await look(each, 'each')).toMatchObject({ reason: 'needs-run', node: 'each', message: expect.stringContaining('Run to here') as string })
  })

  test('that needs Python shows what it gave in a run of this workspace, and steps behind it are sampled from that', async () => {
    const graph = graphOf({ data: importOf('cities'), script: ['script.python@1', { code: 'def main(in1):\n    return in1' }], filter: ['transform.filter-rows@1', { conditions: [{ column: 'n', operator: 'more', value: '4999' }] }] }, 'data.table > script.in1', 'script.out1 > filter.table')
    const rows = ['n', ...Array.from({ length: 6_000 }, (_, i) => i)].join('\n')
    const { digest } = (await upload(ctx, rows, 'result.csv')) as { digest: string }
    const results = { script: { out1: digest } }
    // Bytes that no step has given are nobody's result.
    expect(await look(graph, 'filter', { results })).toMatchObject({ reason: 'needs-run', node: 'script' })
    await giveResult(ctx, digest, 6_000)
    const view = await ready(graph, 'filter', { results })
    expect(view).toMatchObject({ rowsIn: 1000, exact: false, sources: [{ node: 'script', taken: 1000, of: 6000 }], notes: ['What “Python script” gives is taken from the latest run.'] })
    expect(view.rowsOut).toBeGreaterThan(150)
    expect(view.rows.every((row) => Number(row[0]) > 4999)).toBe(true)
    expect((await ready(graph, 'script', { results })).rowsOut).toBe(1000)
    const stranger = await testContext(db)
    const own = (await createPipeline(stranger, { name: 'Mine' })).id
    expect(await sampleStep(stranger, own, { graph, node: 'filter', results }, quiet())).toMatchObject({ state: 'blocked' })
  })

  test('cannot read files of the studio by its SQL', async () => {
    const { digest } = (await upload(ctx, 'secret\n2\n', 'other.csv')) as { digest: string }
    const { artifactStore } = await import('@/lib/artifacts/store')
    const file = artifactStore().path(digest)
    expect(readFileSync(file).length).toBeGreaterThan(0)
    const graph = graphOf({ data: importOf('cities'), sql: ['script.sql@1', { query: `select * from read_parquet('${file}')` }] }, 'data.table > sql.in1')
    const view = await look(graph, 'sql')
    expect(view).toMatchObject({ state: 'blocked', node: 'sql' })
  })

  test('that takes too long is ended, and says so', async () => {
    const graph = graphOf({ data: importOf('cities'), sql: ['script.sql@1', { query: 'select sum(a.range * b.range * c.range) as n from range(100000) a, range(100000) b, range(1000) c' }] }, 'data.table > sql.in1')
    expect(await look(graph, 'sql')).toMatchObject({ state: 'blocked', reason: 'too-slow', node: 'sql' })
    expect((await ready(filtered('1'), 'filter')).rowsIn).toBe(1000)
  }, 20_000)

  test('is not computed for somebody who left', async () => {
    const gone = new AbortController()
    const waiting = sampleStep(ctx, pipeline, { graph: filtered('17.25'), node: 'filter' }, gone.signal)
    gone.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
    expect(sampler().lane.load()).toBe(0)
  })
})

describe('a graph as it would run', () => {
  test('has the defaults of its parameters, and is led past disabled steps', async () => {
    const graph = filtered('1000')
    graph.nodes[1]!.params = { conditions: [{ column: 'price', operator: 'more', value: { $parameter: 'limit', as: 'text' } }] }
    graph.parameters = [{ name: 'limit', type: 'number', default: 50, help: '' }]
    expect((await ready(graph, 'filter')).rowsOut).toBe((await ready(filtered('50'), 'filter')).rowsOut)
    const off = graphOf({ data: importOf('sales'), filter: ['transform.filter-rows@1', { conditions: [{ column: 'price', operator: 'more', value: '50' }] }, { disabled: true }], sort: ['transform.sort@1', { by: [{ column: 'price' }] }] }, 'data.table > filter.table', 'filter.table > sort.table')
    expect((await ready(off, 'sort')).rowsOut).toBe(1000)
    expect(await look(off, 'filter')).toMatchObject({ state: 'blocked', node: 'filter', message: 'This step is disabled, so it gives nothing. Enable it to see a sample.' })
  })

  test('shows what a component of the workspace gives, by the steps inside it', async () => {
    const inside = graphOf({ keep: ['transform.select-columns@1', { columns: ['id', 'price'] }], cheap: ['transform.filter-rows@1', { conditions: [{ column: 'price', operator: 'less', value: '10' }] }] }, 'keep.table > cheap.table')
    await createOwn(ctx, { declaration: { kind: 'sub-pipeline', name: 'Cheap ones', graph: inside, inputs: [{ name: 'table', label: 'Rows', to: [{ node: 'keep', port: 'table' }] }], outputs: [{ name: 'table', label: 'Rows', from: { node: 'cheap', port: 'table' } }] } })
    const graph = graphOf({ data: importOf('sales'), cheap: ['custom.cheap-ones@1'], sort: ['transform.sort@1', { by: [{ column: 'id' }] }] }, 'data.table > cheap.table', 'cheap.table > sort.table')
    const source = await ready(graph, 'data', { limit: 1000 })
    const expected = source.rows.filter((row) => Number(row[1]) < 10).map((row) => row.slice(0, 2))
    expect((await ready(graph, 'cheap', { limit: 1000 })).rows).toEqual(expected)
    expect((await ready(graph, 'sort')).rowsOut).toBe(expected.length)
    const wrong = graphOf({ data: importOf('cities'), cheap: ['custom.cheap-ones@1'] }, 'data.table > cheap.table')
    expect(await look(wrong, 'cheap')).toMatchObject({ state: 'blocked', node: 'cheap', message: expect.stringMatching(/^Cheap ones › Select columns: .*“id”/) as string })
  })

  test('shows both sides of a condition, one of which gives nothing', async () => {
    const graph = graphOf({ data: importOf('cities'), if: ['control.if@1', { test: 'rows', operator: 'more', threshold: 100 }], sort: ['transform.sort@1', { by: [{ column: 'city' }] }] }, 'data.table > if.table', 'if.then > sort.table')
    expect((await ready(graph, 'if', { port: 'else' })).rowsOut).toBe(7)
    expect(await look(graph, 'if', { port: 'then' })).toMatchObject({ state: 'blocked', reason: 'no-table', node: 'if' })
    expect(await look(graph, 'sort')).toMatchObject({ state: 'blocked', node: 'sort', message: 'On the sample nothing arrives here: a condition before it decides otherwise.' })
  })
})

describe('a join', () => {
  const joined = (right: string, how = 'inner') =>
    graphOf({ left: importOf('sales'), right: importOf(right), join: ['transform.join@1', { how, keys: [{ left: right === 'sales' ? 'id' : 'city', right: '' }] }] }, 'left.table > join.left', 'right.table > join.right')

  test('takes the right table whole where it is small enough, so that each row finds its partner', async () => {
    const view = await ready(joined('cities'), 'join')
    expect([view.rowsIn, view.rowsOut, view.notes]).toEqual([1000, 1000, []])
    const self = await ready(joined('sales'), 'join')
    expect(self.rowsOut).toBe(1000)
    expect(self.sources).toEqual([{ node: 'left', name: 'Import data', taken: 1000, of: 5000 }, { node: 'right', name: 'Import data', taken: 5000, of: 5000 }])
  })

  test('says where a sample makes rows look unmatched', async () => {
    const view = await ready(joined('sales', 'full'), 'join')
    expect(view.notes).toEqual(['The left side of “Join” is a sample, so right rows look unmatched that a run would match.'])
  })
})

test('what a step is to learn from is counted', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => `${i + 1},${i % 10 === 0 ? '' : i % 13},same,${i % 20 === 0 ? 'yes' : 'no'},${i % 20 === 0 ? 1 : 0},${(i % 20 === 0 ? 500 : 0) + i}`)
  await upload(ctx, ['n,gaps,constant,churn,flag,above', ...rows].join('\n'), 'churn.csv')
  const graph = graphOf({ data: importOf('churn'), train: ['learn.train-classifier@1', { target: 'churn' }] }, 'data.table > train.table')
  const { train } = await learnedTables(ctx, pipeline, { graph, nodes: ['train', 'data', 'gone'] }, quiet())
  expect(train).toMatchObject({ rows: 200, exact: true, target: { name: 'churn', missing: 0, distinct: 2, classes: [{ value: 'no', rows: 190 }, { value: 'yes', rows: 10 }] } })
  const by = Object.fromEntries(train!.columns.map((column) => [column.name, column]))
  expect(by.n).toMatchObject({ missing: 0, distinct: 200, counting: true })
  expect(by.n!.tells).toBeUndefined()
  expect(by.gaps).toMatchObject({ missing: 20, distinct: 13, counting: false })
  expect(by.constant).toMatchObject({ distinct: 1 })
  expect(by.flag!.tells).toBe('value')
  expect(by.above!.tells).toBe('limits')
  // The profile of a data asset tells more than a sample of it; behind a step there is the sample alone.
  const large = graphOf({ data: importOf('sales'), train: ['learn.train-regressor@1', { target: 'price' }] }, 'data.table > train.table')
  await tableProfile(ctx, salesDigest)
  const all = await learnedTables(ctx, pipeline, { graph: large, nodes: ['train'] }, quiet())
  expect(all.train).toMatchObject({ rows: 5000, exact: true })
  expect(all.train!.columns.find((column) => column.name === 'id')).toMatchObject({ distinct: 5000, counting: true })
  const behind = graphOf({ data: importOf('sales'), sort: ['transform.sort@1', { by: [{ column: 'id' }] }], train: ['learn.train-regressor@1', { target: 'price' }] }, 'data.table > sort.table', 'sort.table > train.table')
  expect((await learnedTables(ctx, pipeline, { graph: behind, nodes: ['train'] }, quiet())).train).toMatchObject({ rows: 1000, exact: false })
  const regress = graphOf({ data: importOf('churn'), add: ['transform.compute-column@1', { columns: [{ name: 'twice', expression: 'above * 2 + 1' }] }], train: ['learn.train-regressor@1', { target: 'above' }] }, 'data.table > add.table', 'add.table > train.table')
  const told = await learnedTables(ctx, pipeline, { graph: regress, nodes: ['train'] }, quiet())
  expect(told.train!.columns.filter((column) => column.tells).map((column) => [column.name, column.tells])).toEqual([['twice', 'line']])
})

test('how many rows a run will have is told of a sample too', async () => {
  const graph = graphOf({ data: importOf('sales'), add: ['transform.compute-column@1', { columns: [{ name: 'twice', expression: 'id * 2' }] }], train: ['learn.train-regressor@1', { target: 'twice' }] }, 'data.table > add.table', 'add.table > train.table')
  const { train } = await learnedTables(ctx, pipeline, { graph, nodes: ['train'] }, quiet())
  expect(train).toMatchObject({ rows: 1000, exact: false, wholeRows: 5000 })
})
