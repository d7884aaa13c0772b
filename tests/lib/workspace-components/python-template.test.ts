import { describe, expect, it } from 'vitest'
import { analyze } from '@/lib/graph/analyze'
import { buildCatalogue } from '@/lib/workspace-components/build'
import { declarationChanges } from '@/lib/workspace-components/changes'
import { errorLine } from '@/lib/workspace-components/error-line'
import { argumentOf, ownIdOf } from '@/lib/workspace-components/names'
import { argumentsFor, fitsSignature, templateFor, withSignature } from '@/lib/workspace-components/python-template'
import { PythonComponent } from '@/lib/workspace-components/schema'

const declaration = PythonComponent.parse({
  kind: 'python',
  name: 'Scale',
  inputs: [{ name: 'table' }, { name: 'other', optional: true }],
  outputs: [{ name: 'result', like: 'table' }],
  params: [{ name: 'column', type: 'column' }, { name: 'factor', type: 'number', default: 2 }, { name: 'mode', type: 'choice', choices: ['up', 'down'], default: 'up' }, { name: 'on', type: 'boolean', default: true }, { name: 'also', type: 'columns' }],
})

describe('the function of a Python component', () => {
  it('has the arguments that its declaration names, those that must be given first', () => {
    expect(argumentsFor(declaration)).toBe('table, column, other=None, factor=2, mode="up", on=True, also=()')
    expect(templateFor(declaration)).toContain('def run(table, column, other=None, factor=2, mode="up", on=True, also=()):')
  })

  it('is told from one that does not fit, and gets its line rewritten', () => {
    const source = 'import os\n\ndef run(table):\n    return table\n'
    expect(fitsSignature(source, declaration)).toBe(false)
    const fixed = withSignature(source, declaration)
    expect(fitsSignature(fixed, declaration)).toBe(true)
    expect(fixed).toContain('    return table\n')
    expect(fitsSignature('def run(**all):\n    pass', declaration)).toBe(true)
  })
})

describe('a Python component while drawing', () => {
  const catalogue = buildCatalogue([{ id: 'custom.scale', version: 1, declaration: { ...declaration, summary: 'Scales a column.' } }])
  it('has its summary without a stop, as the others have theirs', () => expect(catalogue.find('custom.scale@1')?.summary).toBe('Scales a column'))
  const table = { columns: [{ name: 'mass', type: 'number' }], rows: [['1']] }
  const graph = (params: Record<string, unknown>) => ({
    nodes: [
      { id: 'a', component: 'data.enter@1', name: '', note: '', position: { x: 0, y: 0 }, params: { table } },
      { id: 's', component: 'custom.scale@1', name: '', note: '', position: { x: 0, y: 0 }, params },
    ],
    edges: [{ from: { node: 'a', port: 'table' }, to: { node: 's', port: 'table' } }],
  })
  const found = (params: Record<string, unknown>) => analyze(graph(params), { asset: () => undefined, catalogue })

  it('has the columns of the input that it is said to be like', () => {
    expect(found({ column: 'mass' })).toMatchObject({ problems: [], schemas: { s: { result: [{ name: 'mass', type: 'number' }] } } })
  })

  it('says which column is missing, and what a parameter may be', () => {
    expect(found({ column: 'mas' }).problems[0]).toMatchObject({ node: 's', param: 'column', message: 'The column “mas” is not in the input; did you mean “mass”?' })
    expect(found({}).problems[0]).toMatchObject({ param: 'column', message: '“column” is missing' })
    expect(found({ column: 'mass', mode: 'sideways' }).problems[0]!.message).toBe('“mode” must be one of “up”, “down”')
  })
})

it('two versions are compared in words', () => {
  const next = { ...declaration, summary: 'By a factor', params: [...declaration.params.filter(({ name }) => name !== 'on').map((param) => (param.name === 'factor' ? { ...param, default: 3 } : param))], outputs: [...declaration.outputs, { ...declaration.outputs[0]!, name: 'rest' }] }
  expect(declarationChanges(declaration, next).map(({ text }) => text)).toEqual(['What it does: nothing → By a factor', 'Added the output rest', 'The parameter factor: default 2 → 3', 'Removed the parameter on'])
})

it('names become ids and arguments that can be', () => {
  expect(ownIdOf('Säubern & teilen (neu)')).toBe('custom.saubern-teilen-neu')
  expect(ownIdOf('日本')).toBe('custom.component')
  expect(ownIdOf('A', new Set(['custom.a', 'custom.a-2']))).toBe('custom.a-3')
  expect(argumentOf('2nd table')).toBe('_2nd_table')
  expect(argumentOf('class')).toBe('class_')
})

it('the line is read out of a failure’s message', () => {
  expect(errorLine("Line 12: KeyError: 'x'")).toBe(12)
  expect(errorLine('run returned 2 values')).toBeNull()
})
