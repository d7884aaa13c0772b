import { Graph } from '@/lib/graph/schema'

/** Small pipelines for tests of the queue. */
export const enter = (id: string, rows: string[][] = [['1']]) => ({
  id,
  component: 'data.enter@1',
  params: { table: { columns: [{ name: 'a', type: 'integer' }], rows } },
})
export const select = (id: string) => ({ id, component: 'transform.select-columns@1', name: `Step ${id}`, params: { columns: ['a'] } })
export const edge = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })

export const graphOf = (nodes: object[], edges: object[] = []) => Graph.parse({ nodes, edges })

/** enter → s1 → s2 → … with `length` steps in all. */
export function chain(length: number, rows?: string[][]) {
  const nodes = [enter('s0', rows), ...Array.from({ length: length - 1 }, (_, index) => select(`s${index + 1}`))]
  return graphOf(nodes, nodes.slice(1).map((_, index) => edge(`s${index}`, `s${index + 1}`)))
}
