import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import type { Column } from '@/lib/catalog/types'
import { Workbench } from './bench'
import { names, q, wild } from './wild'

const bench = new Workbench()
afterAll(() => bench.close())

let table: StepOutput
let other: StepOutput
let columns: Column[]
let otherColumns: Column[]

beforeAll(async () => {
  table = await bench.table(wild)
  columns = (await bench.read(table)).columns
  other = await bench.table(`select i as ${q(names.integer)}, 'x' || i as ${q(names.text)}, i * 1.5 as "Value" from range(5) t(i)`)
  otherColumns = (await bench.read(other)).columns
})

const { integer, number, text, boolean, date, timestamp, small, decimal, float } = names
const everyAggregate = ['count', 'share'].map((name) => ({ function: name }))
const ofAny = ['count-values', 'count-missing', 'count-distinct', 'min', 'max', 'first', 'last', 'most-frequent']
const ofNumber = ['sum', 'mean', 'median', 'lower-quartile', 'upper-quartile', 'sd', 'variance']
const e = (name: string) => q(name)

const cases: Record<string, Record<string, unknown>[]> = {
  'transform.select-columns@1': [
    { mode: 'keep', columns: Object.values(names) },
    { mode: 'keep', columns: [text, integer], rename: [{ column: text, to: 'b"b' }] },
    { mode: 'drop', columns: [number, boolean] },
    { mode: 'drop', columns: [], rename: [{ column: small, to: 'from' }] },
  ],
  'transform.filter-rows@1': [
    {},
    ...Object.values(names).flatMap((column) => ['is-missing', 'is-not-missing'].map((operator) => ({ conditions: [{ column, operator }] }))),
    ...[integer, number, small, decimal, float].flatMap((column) => ['=', '!=', '<', '<=', '>', '>='].map((operator) => ({ conditions: [{ column, operator, value: 3.5 }] }))),
    { match: 'any', conditions: [{ column: text, operator: 'contains', value: "'" }, { column: text, operator: 'matches', value: '^A' }, { column: text, operator: 'not-contains', value: '"' }], ignoreCase: true },
    { conditions: [{ column: text, operator: 'in', value: `a'b, "ü""x"` }, { column: text, operator: 'starts-with', value: 'a' }, { column: text, operator: 'ends-with', value: 'b' }], missing: 'keep' },
    { conditions: [{ column: date, operator: 'between', value: '2024-02-01', to: '2024-02-10' }, { column: timestamp, operator: 'at-least', value: '2024-02-01' }] },
    { conditions: [{ column: boolean, operator: 'is-true' }] },
    { conditions: [{ column: boolean, operator: 'is-false' }, { column: boolean, operator: 'equals', value: false }] },
    { use: 'expression', expression: `${e(integer)} > 3 and ${e(text)} is not null or not ${e(boolean)}` },
  ],
  'transform.clean-missing-data@1': [
    {},
    { columns: [number, text], when: 'all' },
    { method: 'fill' },
    ...['mean', 'median', 'most-frequent', 'constant', 'leave'].flatMap((numeric) =>
      ['most-frequent', 'leave'].map((fill) => ({ method: 'fill', numeric, other: fill, numericValue: 2.5, indicators: true })),
    ),
    { method: 'fill', columns: [integer, text], numeric: 'constant', numericValue: 7, other: 'constant', otherValue: "o'n\"e" },
    {
      method: 'fill',
      other: 'leave',
      perColumn: [
        { column: date, fill: 'constant', value: '2024-05-31' },
        { column: timestamp, fill: 'constant', value: '2024-05-31 12:00' },
        { column: boolean, fill: 'constant', value: 'yes' },
        { column: small, fill: 'constant', value: '1.5' },
        { column: decimal, fill: 'leave', value: '' },
      ],
    },
  ],
  'transform.split-data@1': [{}, { share: 0.3, method: 'stratified', stratify: text, seed: 7 }, { share: 0.5, method: 'in-order' }, { method: 'stratified', stratify: number }],
  'transform.join@1': [
    ...['inner', 'left', 'right', 'full', 'semi', 'anti'].flatMap((how) => [
      { how, keys: [{ left: integer }] },
      { how, keys: [{ left: number, right: 'Value' }] },
      { how, keys: [{ left: integer, right: 'Value' }], suffix: ' "2"' },
      { how, keys: [{ left: small, right: integer }, { left: text, right: text }] },
    ]),
  ],
  'transform.group-and-aggregate@1': [
    { keys: [text], aggregates: everyAggregate },
    { keys: Object.values(names), aggregates: [] },
    { keys: [], aggregates: [...everyAggregate, ...Object.values(names).flatMap((column) => ofAny.map((name) => ({ function: name, column })))] },
    { keys: [boolean, text], aggregates: [integer, number, small, decimal, float].flatMap((column) => ofNumber.map((name) => ({ function: name, column }))) },
    { keys: [date], aggregates: [{ function: 'sum', column: boolean }, { function: 'mean', column: boolean, name: 'share "true"' }, { function: 'count', name: 'n' }, { function: 'count' }] },
  ],
  'transform.compute-column@1': [
    {},
    ...[
      [`${e(integer)} / 2`, `${e(integer)} // 2`, `${e(small)} * 1000000`, `${e(small)} + ${e(decimal)}`, `${e(float)} * 2`, `-${e(integer)}`],
      [`${e(text)} || 'x'`, `length(${e(text)})`, `upper(${e(text)}) like 'A%'`, `concat(${e(integer)}, ${e(date)})`, `coalesce(${e(text)}, 'none')`],
      [`${e(date)} + 7`, `${e(date)} - date '2024-01-01'`, `${e(timestamp)} + interval '2 hours'`, `year(${e(timestamp)})`, `date_trunc('month', ${e(date)})`, `date_diff('hour', ${e(date)}, ${e(timestamp)})`],
      [`case when ${e(boolean)} then 1 else 2.5 end`, `if(${e(boolean)}, ${e(integer)}, null)`, `${e(number)} is null`, `${e(integer)} in (1, 2, 3)`, 'null', `greatest(${e(integer)}, ${e(number)})`],
      [`cast(${e(number)} as text)`, `try_cast(${e(text)} as integer)`, `${e(integer)}::boolean`, `round(${e(number)}, 1)`, `round(${e(integer)})`, `sign(${e(number)})`, `floor(${e(decimal)})`, `pow(${e(small)}, 2)`],
      [e(decimal), e(small), e(float), e(timestamp)],
    ].flatMap((expressions) => (['stop', 'missing'] as const).map((errors) => ({ errors, columns: expressions.map((expression, index) => ({ name: `new "${index}"`, expression })) }))),
    { columns: [{ name: integer, expression: `${e(integer)} * 1.5` }, { name: 'SELECT', expression: `"select" || 'x'` }] },
  ],
}

describe.each(Object.entries(cases))('%s', (ref, sets) => {
  test.each(sets.map((params) => [JSON.stringify(params).slice(0, 90), params] as const))('%s', async (_, params) => {
    const component = findComponent(ref)!
    const inputs: Record<string, StepOutput> = ref === 'transform.join@1' ? { left: table, right: other } : { table }
    const schemas = ref === 'transform.join@1' ? { left: columns, right: otherColumns } : { table: columns }
    const drawn = component.infer({ params: component.params.parse(params), inputs: schemas, connected: new Set(Object.keys(inputs)), asset: () => undefined })
    expect(drawn.problems.filter((problem) => problem.severity === 'error')).toEqual([])
    const first = await bench.run(ref, params, inputs)
    const second = await bench.run(ref, params, inputs)
    for (const [port, output] of Object.entries(first.outputs)) {
      expect(second.outputs[port]!.digest, 'equal inputs give equal bytes').toBe(output.digest)
      if (output.type === 'table') expect((await bench.read(output)).columns).toEqual(drawn.outputs[port])
    }
  })
})

test('a table typed by hand comes out as typed, by type', async () => {
  const typed = {
    columns: [
      { name: 'i', type: 'integer' },
      { name: 'n', type: 'number' },
      { name: "t'\"", type: 'text' },
      { name: 'b', type: 'boolean' },
      { name: 'd', type: 'date' },
      { name: 'ts', type: 'timestamp' },
    ],
    rows: [
      ['9007199254740993', '0.1', "it's", 'yes', '2024-02-29', '2024-02-29 23:59:59.5'],
      ['-9223372036854775808', '-1e-3', '', '0', '', '2024-02-29T08:00'],
      [null, null, null, null, null],
    ],
  }
  const { rows, columns: real } = await bench.read((await bench.run('data.enter@1', { table: typed })).outputs.table!)
  expect(real).toEqual(typed.columns)
  expect(rows).toEqual([
    ['9007199254740993', 0.1, "it's", true, '2024-02-29', '2024-02-29T23:59:59.5'],
    ['-9223372036854775808', -0.001, '', false, null, '2024-02-29T08:00:00'],
    [null, null, null, null, null, null],
  ])
  const empty = await bench.run('data.enter@1', { table: { ...typed, rows: [] } })
  expect(empty.outputs.table!.meta).toEqual({ rows: 0, columns: typed.columns })
})
