import * as z from 'zod/mini'
import { afterAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { textsHold } from '@/lib/catalog/control/comparison'
import { bodyPorts, listedValues } from '@/lib/catalog/control/each-body'
import { forEach } from '@/lib/catalog/control/for-each'
import { IfParams, ifStep } from '@/lib/catalog/control/if'
import type { Column } from '@/lib/catalog/types'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

const rows = `select * from (values (1, 1.5::double, 'a'), (2, 'nan'::double, null), (4, null, 'b'), (4, 8.0, 'b')) t(i, x, s)`
async function taken(params: Record<string, unknown>, query = rows) {
  const table = await bench.table(query)
  const result = await bench.run('control.if@1', params, { table })
  return { ports: Object.keys(result.outputs), result, table }
}
const column = (name: string, aggregate: string, operator: string, threshold: number) => ({ test: 'column', column: name, aggregate, operator, threshold })

describe('If', () => {
  test('says how many rows it wants', () => expect([1, 2].map((threshold) => ifStep.describe({ ...z.parse(IfParams, {}), threshold }))).toEqual(['at least 1 row', 'at least 2 rows']))

  test.each([
    [{ operator: 'at-least', threshold: 4 }, 'then'],
    [{ operator: 'more', threshold: 4 }, 'else'],
    [{ operator: 'less', threshold: 5 }, 'then'],
    [{ operator: 'at-most', threshold: 3 }, 'else'],
    [{ operator: 'differs', threshold: 4 }, 'else'],
    [column('i', 'sum', 'equals', 11), 'then'],
    [column('i', 'max', 'equals', 4), 'then'],
    [column('i', 'median', 'equals', 3), 'then'],
    // NaN is no value: (1.5 + 8) / 2.
    [column('x', 'mean', 'equals', 4.75), 'then'],
    [column('x', 'min', 'more', 1.5), 'else'],
    [column('x', 'missing', 'equals', 2), 'then'],
    [column('s', 'missing-share', 'equals', 0.25), 'then'],
    [column('s', 'distinct', 'equals', 2), 'then'],
    [{ test: 'value', left: '0010', operator: 'equals', right: '10' }, 'then'],
    [{ test: 'value', left: 'prod', operator: 'equals', right: 'test' }, 'else'],
    [{ test: 'value', left: '9', operator: 'less', right: '10' }, 'then'],
  ])('%j goes to %s', async (params, port) => expect((await taken(params)).ports).toEqual([port]))

  test('passes the table on byte for byte, and says what it found', async () => {
    const made = await bench.run('data.enter@1', { table: { columns: [{ name: 'a', type: 'integer' }], rows: [['1'], ['2']] } })
    const { outputs, log } = await bench.run('control.if@1', { threshold: 3 }, { table: made.outputs.table! })
    expect(outputs.else).toMatchObject({ digest: made.outputs.table!.digest, size: made.outputs.table!.size, meta: { rows: 2, found: '2 rows, not at least 3' } })
    expect(log).toEqual(['2 rows, not at least 3: else'])
  })

  test('a column without values makes no condition hold, and a column of text has no mean', async () => {
    const none = await taken(column('i', 'mean', 'at-least', 0), 'select null::integer as i')
    expect([none.ports, none.result.outputs.else!.meta.found]).toEqual([['else'], 'there is no mean of “i”, since it has no values'])
    expect((await taken(column('i', 'missing-share', 'at-least', 0), 'select 1 as i where false')).ports).toEqual(['else'])
    await expect(taken(column('s', 'mean', 'more', 1))).rejects.toThrow('“s” holds no numbers')
    await expect(taken(column('y', 'max', 'more', 1))).rejects.toThrow('The column “y” is not in the input')
    await expect(taken({ test: 'value', left: 'a', operator: 'less', right: 'b' })).rejects.toThrow('have no order')
  })

  test('is checked while drawing', () => {
    const columns: Column[] = [{ name: 's', type: 'text' }]
    const component = findComponent('control.if@1')!
    const infer = (params: object) => component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined })
    expect(infer({})).toEqual({ outputs: { then: columns, else: columns }, problems: [] })
    expect(infer(column('s', 'max', 'more', 1)).problems).toMatchObject([{ param: 'aggregate', fix: { params: { aggregate: 'distinct' } } }])
    expect(infer(column('z', 'max', 'more', 1)).problems).toMatchObject([{ severity: 'error', param: 'column' }])
    expect(infer({ test: 'value', left: 'a', operator: 'more', right: '1' }).problems).toMatchObject([{ param: 'operator' }])
  })
})

test('texts are ordered only where both are numbers', () => {
  expect(textsHold('2', 'more', '10')).toBe(false)
  expect(textsHold('', 'equals', '')).toBe(true)
  expect(textsHold('1', 'differs', '1.0')).toBe(false)
  expect(textsHold('x', 'at-most', '1')).toBeUndefined()
})

describe('Merge branches', () => {
  test('passes on the first that came', async () => {
    const a = await bench.table('select 1 as a')
    const b = await bench.table('select 2 as a')
    const read = async (inputs: Record<string, typeof a>) => (await bench.read((await bench.run('control.merge@1', {}, inputs)).outputs.table!)).rows
    expect(await read({ second: b })).toEqual([[2]])
    const both = await bench.run('control.merge@1', {}, { first: a, second: b })
    expect((await bench.read(both.outputs.table!)).rows).toEqual([[1]])
    expect(both.log.join()).toContain('2 branches came; the first is taken')
  })

  test('knows its columns where the branches agree, and says where they do not', () => {
    const component = findComponent('control.merge@1')!
    const infer = (inputs: Record<string, Column[] | undefined>) => component.infer({ params: {}, inputs, connected: new Set(Object.keys(inputs)), asset: () => undefined })
    const a: Column[] = [{ name: 'a', type: 'text' }]
    expect(infer({ first: a, second: [...a] })).toEqual({ outputs: { table: a }, problems: [] })
    expect(infer({ first: a, third: [] }).problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining('different columns') }])
    expect(infer({ first: a, second: undefined }).outputs.table).toBeUndefined()
    expect(infer({}).problems).toMatchObject([{ severity: 'error' }])
    expect(infer({ second: a }).problems).toMatchObject([{ severity: 'warning' }])
  })
})

describe('For each', () => {
  const columns: Column[] = [{ name: 's', type: 'text' }, { name: 'i', type: 'integer' }]
  const infer = (params: object, table: Column[] | undefined = columns) =>
    forEach.infer({ params: forEach.params.parse(params), inputs: { table }, connected: new Set(['table']), asset: () => undefined, find: findComponent })
  const said = (params: object) => infer(params).problems.map((problem) => `${problem.param}: ${problem.message}`)
  const sorted = { component: 'transform.sort@1', settings: { by: [{ column: 'i' }] } }
  const sized = { over: 'values', component: 'transform.sample@1', param: 'rows', settings: { method: 'first', size: 'rows' } }

  test('knows the columns that come out, and the one that names the value', () => {
    expect(infer({ column: 's', ...sorted })).toEqual({ outputs: { table: columns, metrics: undefined }, problems: [] })
    expect(infer({ column: 's', ...sorted, origin: 'i' }).outputs.table?.map((column) => column.name)).toEqual(['i_2', 's', 'i'])
    expect(infer({ column: 's', component: 'transform.select-columns@1', settings: { columns: ['i'] } }).outputs.table?.map((column) => column.name)).toEqual(['s', 'i'])
    expect(infer({ ...sized, values: '1, 2' }).outputs.table?.map((column) => column.name)).toEqual(['rows', 's', 'i'])
  })

  test('says what is missing or wrong, at the field', () => {
    expect(said({})).toEqual([expect.stringContaining('column: '), 'component: Choose the component that is done for each'])
    expect(said({ column: 's', component: 'transform.join@1' })).toEqual(['component: Join cannot be done for each: it must take one table and give one'])
    expect(said({ column: 's', component: 'control.for-each@1' })).toEqual([expect.stringContaining('cannot be done for each')])
    expect(said({ column: 's', component: 'nobody.knows@1' })).toEqual(['component: There is no component “nobody.knows@1”'])
    expect(said({ ...sized, values: '' })).toContain('values: Give the values, with commas between them')
    expect(said({ ...sized, values: '1, many' })).toContain('values: “many” is no value for “Rows” of Sample')
    expect(said({ ...sized, param: 'nothing', values: '1' })[0]).toContain('param: Sample has no parameter “nothing”')
    expect(said({ ...sized, values: Array.from({ length: 201 }, (_, n) => n + 1).join() })).toContain('values: These are 201 values; For each takes 200 at most')
    expect(said({ column: 's', component: 'transform.sort@1', settings: { by: [{ column: 'nobody' }] } }).join()).toContain('settings: Sort: ')
  })

  test('its values are what stands between commas, each once', () => expect(listedValues(' 2, 4,\n8 ,4,, x y')).toEqual(['2', '4', '8', 'x y']))

  test('takes what needs one table and gives one', () => {
    const able = (ref: string) => bodyPorts(findComponent(ref)) !== undefined
    expect([able('transform.filter-rows@1'), able('script.sql@1'), able('transform.join@1'), able('data.enter@1'), able('control.if@1')]).toEqual([true, true, false, false, false])
  })

  test('its parts list groups with a missing one last, take their rows, and put all together with the metrics', async () => {
    const table = await bench.table(`select * from (values ('b', 1), ('a', 2), (null, 3), ('b', 4)) t(s, i)`)
    const ref = 'control.for-each@1'
    const listed = await bench.run(ref, { column: 's', '@part': 'values' }, { table })
    expect(listed.outputs.table!.meta.values).toEqual(['a', 'b', null])
    expect((await bench.read(listed.outputs.table!)).rows).toEqual([['a', 1], ['b', 2], [null, 1]])
    const rowsOf = async (value: string | null) => (await bench.run(ref, { column: 's', '@part': 'rows', '@value': value }, { table })).outputs.table!
    expect((await bench.read(await rowsOf('b'))).rows).toEqual([['b', 1], ['b', 4]])
    expect((await bench.read(await rowsOf(null))).rows).toEqual([[null, 3]])
    const items = [{ port: 'item1', value: 'a', metrics: { accuracy: 0.5 } }, { port: 'item2', value: null, metrics: { accuracy: 1, loss: 2 } }]
    const one = await bench.table('select 1 as x, 0.1::double as y')
    const two = await bench.table(`select 'q' as z, 2 as x`)
    const all = await bench.run(ref, { column: 's', '@part': 'collect', '@items': items }, { item1: one, item2: two })
    const made = await bench.read(all.outputs.table!)
    expect([made.columns.map((column) => column.name), made.rows]).toEqual([['s', 'x', 'y', 'z'], [['a', 1, 0.1, null], [null, 2, null, 'q']]])
    expect((await bench.read(all.outputs.metrics!)).rows).toEqual([['a', 0.5, null], [null, 1, 2]])
    const clash = await bench.table(`select 'q' as x`)
    await expect(bench.run(ref, { column: 's', '@part': 'collect', '@items': items }, { item1: one, item2: clash })).rejects.toThrow('What the passes gave does not go together: “x” is')
  })

  test('more than 200 groups are refused with their number, and so are none', async () => {
    const run = async (query: string) => bench.run('control.for-each@1', { column: 'i', '@part': 'values' }, { table: await bench.table(query) })
    await expect(run('select range as i from range(201)')).rejects.toThrow('“i” has 201 different values, and For each takes 200 at most')
    expect((await run('select range as i from range(200)')).outputs.table!.meta.values).toHaveLength(200)
    await expect(run('select 1 as i where false')).rejects.toThrow('The table has no rows')
  })
})
