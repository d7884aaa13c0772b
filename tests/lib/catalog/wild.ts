import { expect } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column, Inference } from '@/lib/catalog/types'
import type { StepOutput, StepResult } from '@/lib/duckdb/ops/types'
import type { Workbench } from './bench'

/** Names that break careless quoting, of every type, with gaps; two spellings of numbers narrower than ours. */
export const names = { integer: 'select', number: 'Größe "in" cm', text: "it's; drop table x --", boolean: 'a,b\tc', date: 'データ 日', timestamp: '%s {0} \\n', small: 'row', decimal: '"quoted"', float: '__row' }
export const q = (name: string) => `"${name.replaceAll('"', '""')}"`
export const wild = `
  select (i * 37) % 11 as ${q(names.integer)},
    case when i % 5 = 0 then null when i % 7 = 0 then 'nan'::double else i / 3.0 end::double as ${q(names.number)},
    case i % 4 when 0 then null when 1 then 'a''b' when 2 then 'ü"x' else '' end as ${q(names.text)},
    case i % 3 when 0 then true when 1 then false end as ${q(names.boolean)},
    date '2024-01-31' + (i % 40)::int as ${q(names.date)},
    case when i % 6 = 0 then null else timestamp '2024-01-31 12:30:00' + interval (i) hour end as ${q(names.timestamp)},
    (i % 100)::tinyint as ${q(names.small)},
    case when i % 9 = 0 then null else (i * 1.25)::decimal(9, 2) end as ${q(names.decimal)},
    (i * 0.1)::float as ${q(names.float)}
  from range(60) t(i)`

/**
 * Runs a component twice and holds it to its word: no error is drawn, equal inputs give equal bytes, and the columns drawn are
 * those of the file; what it learned applies to its own input with the columns drawn.
 * @returns the first run, and what was drawn
 */
export async function runAsDrawn(
  bench: Workbench,
  ref: string,
  params: Record<string, unknown>,
  inputs: Record<string, StepOutput>,
): Promise<StepResult & { log: string[]; drawn: Inference; digests: Record<string, string> }> {
  const component = findComponent(ref)!
  const schemas: Record<string, Column[]> = {}
  for (const [port, output] of Object.entries(inputs)) schemas[port] = (await bench.read(output)).columns
  const drawn = component.infer({ params: component.params.parse(params), inputs: schemas, connected: new Set(Object.keys(inputs)), asset: () => undefined })
  expect(drawn.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  const first = await bench.run(ref, params, inputs)
  const second = await bench.run(ref, params, inputs)
  const digests: Record<string, string> = {}
  for (const [port, output] of Object.entries(first.outputs)) {
    expect(second.outputs[port]!.digest, 'equal inputs give equal bytes').toBe(output.digest)
    digests[port] = output.digest
    if (output.type === 'table' && drawn.outputs[port]) expect((await bench.read(output)).columns).toEqual(drawn.outputs[port])
  }
  const effect = drawn.effects?.transformation
  if (first.outputs.transformation && effect) {
    const applied = (await bench.run('transform.apply-transformation@1', {}, { transformation: first.outputs.transformation, table: inputs.table! })).outputs.table!
    const expected = effect.apply(schemas.table!)
    if (expected) expect((await bench.read(applied)).columns).toEqual(expected)
    digests.applied = applied.digest
  }
  return { ...first, drawn, digests }
}
