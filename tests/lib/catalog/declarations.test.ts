import { afterAll, describe, expect, test } from 'vitest'
import { components, findComponent, latest, refOf, search } from '@/lib/catalog'
import { docs } from '@/lib/catalog/docs'
import { tableRunners } from '@/lib/catalog/runners'
import { ComponentRef } from '@/lib/graph/schema'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

/** Pipelines in a component's docs, from their fences. */
function examples(text: string): unknown[] {
  return [...text.matchAll(/```json pipeline\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text!))
}

describe.each(components.map((component) => [refOf(component), component] as const))('%s', (ref, component) => {
  test('is well formed', () => {
    expect(ComponentRef.parse(ref)).toBe(ref)
    expect(component.summary.length).toBeGreaterThan(10)
    expect(docs[component.id]!.trim().length).toBeGreaterThan(200)
    expect(component.icon).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    for (const ports of [component.inputs, component.outputs]) {
      expect(new Set(ports.map((port) => port.name)).size).toBe(ports.length)
      for (const port of ports) expect(port.help.length).toBeGreaterThan(5)
    }
  })

  test('has an inspector field for each parameter, and no other', () => {
    const params = Object.keys(component.params.shape)
    const fields = component.fields.map((field) => field.name)
    expect([...fields].sort()).toEqual([...params].sort())
    const inputs = component.inputs.map((port) => port.name)
    for (const field of component.fields) if (field.kind === 'column' || field.kind === 'columns') expect(inputs).toContain(field.from)
  })

  test('starts with defaults that say on its card what it does', () => {
    const params = component.params.parse({})
    expect(component.describe(params).trim()).not.toBe('')
    const inference = component.infer({ params, inputs: {}, connected: new Set(), asset: () => undefined })
    expect(Object.keys(inference.outputs).sort()).toEqual(component.outputs.filter((port) => port.type === 'table').map((port) => port.name).sort())
  })

  test.runIf(component.runner.kind === 'table')('has a runner, and its example runs as drawn', async () => {
    expect(tableRunners[ref]).toBeTypeOf('function')
    const graphs = examples(docs[component.id]!)
    // What they read is in a workspace.
    if (!component.id.includes('.import') && !component.reads) expect(graphs.length).toBeGreaterThan(0)
    for (const json of graphs) {
      const { analysis, results } = await bench.graph(json)
      expect(analysis.problems.filter((problem) => problem.severity === 'error')).toEqual([])
      for (const [node, result] of Object.entries(results)) {
        for (const [port, output] of Object.entries(result.outputs)) {
          const drawn = analysis.schemas[node]![port]
          if (output.type === 'table' && drawn) expect((await bench.read(output)).columns, `${node}.${port}`).toEqual(drawn)
        }
      }
    }
  })
})

test('the registry finds by reference, by id and by words', () => {
  expect(new Set(components.map(refOf)).size).toBe(components.length)
  expect(findComponent('transform.filter-rows@1')?.name).toBe('Filter rows')
  expect(findComponent('transform.filter-rows@99')).toBeUndefined()
  expect(latest('data.import')?.version).toBe(1)
  expect(search('').length).toBe(components.length)
  expect(search('impute')[0]?.id).toBe('transform.clean-missing-data')
  expect(search('split')[0]?.id).toBe('transform.split-data')
  expect(search('no such thing')).toEqual([])
})
