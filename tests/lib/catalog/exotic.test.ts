import { afterAll, beforeAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())
let table: StepOutput
let columns: Column[]
beforeAll(async () => {
  table = await bench.table(`
    select * from (values
      (timestamptz '2024-05-31 12:00:00+02', timestamp_ns '2024-05-31 12:00:00.123456789', time '12:30', [1, 2], {'a': 1}, uuid '11111111-2222-3333-4444-555555555555', 'ab'::blob, 18446744073709551615::ubigint, interval '1 day', 'x'::varchar, 1e308::double),
      (null, null, null, null, null, null, null, null, null, null, 'inf'::double),
      (timestamptz '2024-06-01 00:00:00+00', null, time '00:00', [], null, null, ''::blob, 3::ubigint, interval '2 hours', 'y', -1e308)
    ) t(tz, ns, clock, list, struct, uid, bytes, big, span, s, huge)`)
  columns = (await bench.read(table)).columns
})

/** Types that a Parquet file can bring and that are none of ours still pass through every step. */
test.each([
  ['transform.select-columns@1', { columns: ['list', 'tz', 'struct', 'bytes', 'span', 'big'] }],
  ['transform.filter-rows@1', { match: 'any', conditions: [{ column: 'tz', operator: 'at-least', value: '2024-05-31' }, { column: 'list', operator: 'is-missing' }, { column: 'big', operator: '>', value: 5 }, { column: 'clock', operator: '=', value: '12:30' }] }],
  ['transform.clean-missing-data@1', {}],
  ['transform.clean-missing-data@1', { method: 'fill', numeric: 'most-frequent', indicators: true }],
  ['transform.split-data@1', { method: 'stratified', stratify: 'list' }],
  ['transform.join@1', { how: 'full', keys: [{ left: 'tz' }, { left: 'uid' }] }],
  ['transform.group-and-aggregate@1', { keys: ['list', 'tz', 'clock'], aggregates: ['count-distinct', 'min', 'max', 'first', 'last', 'most-frequent'].flatMap((name) => ['tz', 'ns', 'uid', 'bytes', 'list', 'big'].map((column) => ({ function: name, column }))) }],
  ['transform.compute-column@1', { columns: [{ name: 'y', expression: "year(tz) + length(s)" }, { name: 'b', expression: 'tz > ns' }, { name: 'l', expression: 'list' }, { name: 'c', expression: "coalesce(clock, clock) is null" }] }],
  ['transform.rename-columns@1', { style: 'upper' }],
  ['transform.edit-types@1', { changes: ['tz', 'ns', 'clock', 'list', 'struct', 'uid', 'bytes', 'big', 'span'].map((column) => ({ column, to: 'text' })) }],
  ['transform.edit-types@1', { errors: 'missing', changes: [{ column: 'tz', to: 'date' }, { column: 'ns', to: 'date' }, { column: 'uid', to: 'number' }, { column: 'big', to: 'number' }, { column: 'huge', to: 'integer' }] }],
  ['transform.remove-duplicates@1', {}],
  ['transform.remove-duplicates@1', { columns: ['list', 'uid'], ignoreCase: true }],
  ['transform.sort@1', { by: ['tz', 'ns', 'clock', 'list', 'struct', 'uid', 'bytes', 'big', 'span'].map((column) => ({ column, direction: 'descending' })) }],
  ['transform.sample@1', { method: 'stratified', column: 'list', rows: 2 }],
  ['transform.append-rows@1', {}],
  ['transform.bin@1', { bins: 2 }],
  ['transform.clip-outliers@1', { columns: ['huge'] }],
  ['transform.normalize@1', { columns: ['big'] }],
  ['transform.normalize@1', { method: 'log' }],
  ['transform.encode-categories@1', { columns: ['uid', 'tz', 'ns', 'huge'], method: 'ordinal', unseen: 'other' }],
  ['transform.target-encode@1', { columns: ['uid', 'tz', 's'], target: 'big' }],
  ['transform.date-parts@1', { parts: ['year', 'hour', 'date', 'day-cycle', 'month-start'].map((part) => ({ part })) }],
  ['transform.clean-text@1', { letterCase: 'title' }],
  ['transform.pivot@1', { keys: ['list', 'tz'], column: 's', value: 'struct', aggregate: 'first', values: 'x, y' }],
  ['transform.unpivot@1', { columns: ['tz', 'ns', 'list', 'uid'], types: 'text' }],
  ['transform.unpivot@1', { columns: ['list'] }],
  ['transform.window@1', { groups: ['uid'], order: [{ column: 'tz' }], compute: ['tz', 'ns', 'list', 'uid', 'big', 'span'].map((column) => ({ function: 'lag', column })) }],
  ['transform.split-by-value@1', { method: 'share', column: 'tz', share: 0.5 }],
  ['transform.split-by-value@1', { method: 'groups', column: 'struct', share: 0.5 }],
  ['transform.geo-distance@1', { latitude: 'huge', longitude: 'big', to: 'point' }],
  ['transform.fuzzy-join@1', { left: 'uid', right: 's', threshold: 0.1 }],
  ['data.export@1', {}],
] as const)('%s %j', async (ref, params) => {
  const component = findComponent(ref)!
  const ports = component.inputs.filter((port) => !port.optional).map((port) => port.name)
  const inputs = Object.fromEntries(ports.map((port): [string, StepOutput] => [port, table]))
  const schemas = Object.fromEntries(ports.map((port): [string, Column[]] => [port, columns]))
  const drawn = component.infer({ params: component.params.parse(params), inputs: schemas, connected: new Set(ports), asset: () => undefined })
  expect(drawn.problems).toEqual([])
  const { outputs } = await bench.run(ref, params, inputs)
  for (const [port, output] of Object.entries(outputs)) if (output.type === 'table') expect((await bench.read(output)).columns).toEqual(drawn.outputs[port])
})

test('what was learned on instants with a zone is applied exactly', async () => {
  const { outputs } = await bench.run('transform.clean-missing-data@1', { method: 'fill', columns: ['tz', 'uid', 'big'], numeric: 'most-frequent' }, { table })
  const { rows } = await bench.read(outputs.table!)
  expect([rows[1]![0], rows[1]![5], rows[1]![7]]).toEqual(['2024-05-31T10:00:00Z', '11111111-2222-3333-4444-555555555555', 3])
  const applied = await bench.run('transform.apply-transformation@1', {}, { transformation: outputs.transformation!, table })
  expect(applied.outputs.table!.digest).toBe(outputs.table!.digest)
})

test('numbers beyond all bounds are said to be so, or stay infinite', async () => {
  const { outputs } = await bench.run('transform.compute-column@1', { columns: [{ name: 'twice', expression: 'huge * 2' }] }, { table })
  expect((await bench.read(outputs.table!)).rows.map((row) => row.at(-1))).toEqual(['Infinity', 'Infinity', '-Infinity'])
  await expect(bench.run('transform.compute-column@1', { columns: [{ name: 'n', expression: 'big + 1' }] }, { table })).rejects.toThrow(/“n” cannot be computed in row 1.*18446744073709551615/)
  await expect(bench.run('transform.group-and-aggregate@1', { aggregates: [{ function: 'sum', column: 'big' }] }, { table })).rejects.toThrow(/64 bits/)
  await expect(bench.run('transform.normalize@1', { columns: ['huge'] }, { table })).rejects.toThrow(/so large that they have no mean or deviation/)
  await expect(bench.run('transform.normalize@1', { columns: ['huge'], method: 'min-max' }, { table })).rejects.toThrow(/“huge” has values too far apart/)
})
