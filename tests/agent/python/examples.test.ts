import { afterAll, expect, test } from 'vitest'
import { components, findComponent, refOf } from '@/lib/catalog'
import { docs } from '@/lib/catalog/docs'
import type { StepOutput } from '@/lib/duckdb/ops/types'
import { analyze } from '@/lib/graph/analyze'
import { Graph } from '@/lib/graph/schema'
import { Workbench } from '../../lib/catalog/bench'
import { useSteps } from './support'

const steps = useSteps()
const bench = new Workbench()
afterAll(() => bench.close())

const python = components.filter(({ runner }) => runner.kind === 'python')

test.each(python.map((component) => [refOf(component), component] as const))('the example in the docs of %s runs as drawn', async (_, { id }) => {
  const examples = [...docs[id]!.matchAll(/```json pipeline\n([\s\S]*?)```/g)].map(([, text]) => Graph.parse(JSON.parse(text!)))
  expect(examples.length).toBeGreaterThan(0)
  for (const graph of examples) {
    const analysis = analyze(graph, { asset: () => undefined })
    expect(analysis.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const outputs: Record<string, Record<string, StepOutput>> = {}
    for (const id of analysis.order) {
      const node = graph.nodes.find((other) => other.id === id)!
      const wired = graph.edges.filter((edge) => edge.to.node === id).map(({ from, to }) => [to.port, outputs[from.node]![from.port]!] as const)
      const { runner } = findComponent(node.component)!
      outputs[id] =
        runner.kind === 'python'
          ? (await steps.run(runner.entry, node.params, Object.fromEntries(wired.map(([port, output]) => [port, output.path])))).outputs
          : (await bench.run(node.component, node.params, Object.fromEntries(wired))).outputs
      for (const [port, drawn] of Object.entries(analysis.schemas[id] ?? {})) {
        const found = (outputs[id]![port]!.meta.columns as { name: string }[]).map(({ name }) => name)
        // What is drawn is sure to come; probabilities may follow.
        if (drawn) expect(found.slice(0, drawn.length)).toEqual(drawn.map(({ name }) => name))
      }
    }
  }
})
