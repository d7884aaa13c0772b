import { Graph } from '@/lib/graph/schema'

export type Wire = `${string}.${string} > ${string}.${string}`
export type Step = [component: string, params?: Record<string, unknown>, more?: Record<string, unknown>]

/** A graph as a test writes it: `graphOf({ data: ['data.enter@1', {…}], sort: ['transform.sort@1'] }, 'data.table > sort.table')`. */
export function graphOf(nodes: Record<string, Step>, ...wires: Wire[]): Graph {
  return Graph.parse({
    nodes: Object.entries(nodes).map(([id, [component, params, more]]) => ({ id, component, params: params ?? {}, ...more })),
    edges: wires.map((wire) => {
      const [from, to] = wire.split(' > ').map((end) => ({ node: end.split('.')[0], port: end.split('.')[1] }))
      return { from, to }
    }),
  })
}

export function importOf(name: string, version: number | 'latest' = 'latest'): Step {
  return ['data.import@1', { asset: { name, version } }]
}
