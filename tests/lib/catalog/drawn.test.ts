import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { components, refOf } from '@/lib/catalog'
import type { Column, Component, Field } from '@/lib/catalog/types'
import { isChildError } from '@/lib/duckdb/child-error'
import { UserError } from '@/lib/catalog/user-error'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { Workbench } from './bench'
import { q } from './wild'

/**
 * Whatever the table and the parameters: what the drawing finds nothing wrong with gives the columns that were drawn, or
 * ends with a sentence for its user. Parameters are made from the fields that the inspector shows.
 */
const bench = new Workbench()
afterAll(() => bench.close())

const kinds: Record<string, string> = {
  integer: '(i * 37) % 11',
  number: "CASE WHEN i % 7 = 0 THEN 'nan'::DOUBLE ELSE i / 3.0 END",
  text: `CASE i % 4 WHEN 0 THEN 'a''b' WHEN 1 THEN 'ü"x' WHEN 2 THEN '' ELSE '12' END`,
  boolean: 'i % 3 = 0',
  date: "DATE '2024-01-31' + (i % 40)::INTEGER",
  timestamp: "TIMESTAMP '2024-01-31 12:30:00' + INTERVAL (i) HOUR",
  small: '(i % 100)::TINYINT',
  decimal: '(i * 1.25)::DECIMAL(9, 2)',
  float: '(i * 0.1)::FLOAT',
}
const names = ['select', 'Größe "in" cm', "it's; drop table x --", 'a,b\tc', 'データ 日', '%s {0} \\n', 'row', '"quoted"', '__row', 'plain', 'Plain 2']

interface Made {
  rows: number
  columns: { name: string; kind: string; gaps: number }[]
}
const made: fc.Arbitrary<Made> = fc.record({
  rows: fc.integer({ min: 0, max: 40 }),
  columns: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), kind: fc.constantFrom(...Object.keys(kinds)), gaps: fc.integer({ min: 1, max: 6 }) }), { selector: ({ name }) => name, minLength: 3, maxLength: 7 }),
})

const queryOf = ({ rows, columns }: Made) =>
  `SELECT ${columns.map(({ name, kind, gaps }) => `CASE WHEN i % ${gaps} = 1 THEN NULL ELSE ${kinds[kind]} END AS ${q(name)}`).join(', ')} FROM range(${rows}) r(i)`

/** Values for the fields: those of choices and columns mostly set, the rest mostly left as it is. */
function paramsOf(fields: Field[], schemas: Record<string, Column[]>): fc.Arbitrary<Record<string, unknown>> {
  const shape = fields.flatMap((field) => {
    const values = valuesOf(field, schemas)
    return values ? [[field.name, fc.option(values, { nil: undefined, freq: ['column', 'columns', 'choice', 'list'].includes(field.kind) ? 4 : 1 })] as const] : []
  })
  return fc.record(Object.fromEntries(shape)).map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
}

function valuesOf(field: Field, schemas: Record<string, Column[]>): fc.Arbitrary<unknown> | undefined {
  switch (field.kind) {
    case 'switch':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...field.options.map(({ value }) => value))
    case 'number': {
      const least = field.min ?? -3
      const most = Math.min(field.max ?? 20, least + 20)
      const numbers: fc.Arbitrary<unknown> = field.step !== undefined && field.step < 1 ? fc.double({ min: least, max: most, noNaN: true }) : fc.integer({ min: Math.ceil(least), max: Math.floor(Math.max(most, Math.ceil(least))) })
      return field.nullable ? fc.option(numbers) : numbers
    }
    case 'column':
    case 'columns': {
      const fitting = (schemas[field.from] ?? []).filter(({ type }) => !field.types || field.types.includes(type)).map(({ name }) => name)
      if (fitting.length === 0) return undefined
      return field.kind === 'column' ? fc.constantFrom(...fitting) : fc.subarray(fitting)
    }
    case 'list':
      return fc.array(paramsOf(field.item, schemas), { maxLength: 2 })
    default:
      // What a person writes must be of the right form, which only tests of the component know.
      return undefined
  }
}

const drawable = components.filter(({ runner, inputs, outputs, category }) => runner.kind === 'table' && category === 'Transform' && inputs.length > 0 && inputs.every(({ type }) => type === 'table') && outputs.some(({ type }) => type === 'table'))

test('takes in most of the category Transform', () => {
  expect(drawable.length).toBeGreaterThan(24)
})

/** The made table at every input, or another one of the same columns at the second. */
async function runOnce(component: Component, given: Record<string, unknown>, inputs: Record<string, StepOutput>) {
  try {
    return await bench.run(refOf(component), given, inputs)
  } catch (error) {
    // A sentence for the user is an answer; a fault of the engine is not.
    if (error instanceof UserError || (isChildError(error) && error.reason === 'user_error')) return undefined
    throw error
  }
}

describe.each(drawable.map((component) => [refOf(component), component] as const))('%s', (_, component) => {
  test('gives what was drawn', { timeout: 120_000 }, async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(made, made, fc.infiniteStream(fc.nat()), async (one, two, seeds) => {
        const ports = component.inputs.filter(({ optional }, at) => at === 0 || !optional).map(({ name }) => name)
        const inputs = Object.fromEntries(await Promise.all(ports.map(async (port, at) => [port, await bench.table(queryOf(at === 0 ? one : two))] as const)))
        const schemas = Object.fromEntries(await Promise.all(ports.map(async (port) => [port, (await bench.read(inputs[port]!)).columns] as const)))
        let runs = 0
        // Many are refused while drawing; those cost nothing.
        for (const params of fc.sample(paramsOf(component.fields, schemas), { numRuns: 80, seed: seeds.next().value })) {
          if (runs === 4) break
          const parsed = component.params.safeParse(params)
          if (!parsed.success) continue
          const drawn = component.infer({ params: parsed.data, inputs: schemas, connected: new Set(ports), asset: () => undefined })
          if (drawn.problems.some(({ severity }) => severity === 'error')) continue
          runs++
          const result = await runOnce(component, parsed.data as Record<string, unknown>, inputs)
          if (!result) continue
          for (const [port, columns] of Object.entries(drawn.outputs)) {
            if (columns) expect((await bench.read(result.outputs[port]!)).columns, `${port} with ${JSON.stringify(params)}`).toEqual(columns)
          }
          compared++
        }
      }),
      { numRuns: 6, seed: 20_26, endOnFailure: true },
    )
    expect(compared, 'parameters that can be run').toBeGreaterThan(2)
  })
})
