import { freshImages } from '@/db/queries/labeling/predictions'
import { updateAssist, type AssistRow } from '@/db/queries/labeling/assist'
import type { Context } from '@/lib/context'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import { submitGraph } from '@/lib/runs/submit'
import { firstLabels } from './measure'
import { storeTable } from './tables'

/** Images of one run: few enough that their groups and progress come soon. */
const imagesAtOnce = 1_000

/** Nodes of the runs, by what they give. */
export const nodes = { images: 'images', before: 'before', embed: 'embed', all: 'all', group: 'group', described: 'described', labels: 'labels', train: 'train' } as const

export const node = (id: string, component: string, name: string, x: number, y: number, params: Record<string, unknown> = {}): GraphNode => ({ id, component, name, note: '', params, position: { x: x * 280, y: y * 160 } })
export const edge = (from: string, port: string, to: string, into: string) => ({ from: { node: from, port }, to: { node: to, port: into } })

/** Looks at images that nobody has looked at yet, on an agent, and finds out which to label first; `classes` are the labels in use. */
export async function startDescribing(ctx: Context, project: { id: string; name: string }, assist: AssistRow, classes: number): Promise<void> {
  const fresh = await freshImages(ctx.db, project.id, imagesAtOnce)
  if (fresh.length === 0) return
  const images = await storeTable(ctx, [{ name: 'image', type: 'text' }], fresh.map(({ task, digest }) => ({ image: task, digest })), true)
  const given: Record<string, Record<string, Output>> = { [nodes.images]: { table: images } }
  const graph: Graph = { nodes: [node(nodes.images, 'label.import-images@1', `${fresh.length} images`, 0, 0), node(nodes.embed, 'label.embed-images@1', '', 0, 1)], edges: [edge(nodes.images, 'table', nodes.embed, 'table')] }
  let last: string = nodes.embed
  if (assist.described) {
    const { rows, ...blob } = assist.described
    given[nodes.before] = { table: { type: 'table', ...blob, meta: { rows } } }
    graph.nodes.push(node(nodes.before, 'label.import-images@1', 'Described before', 1, 1), node(nodes.all, 'transform.append-rows@1', '', 0, 2))
    graph.edges.push(edge(nodes.before, 'table', nodes.all, 'first'), edge(nodes.embed, 'table', nodes.all, 'second'))
    last = nodes.all
  }
  graph.nodes.push(node(nodes.group, 'label.group-images@1', '', 0, 3, { first: Math.min(400, firstLabels(classes)) }))
  graph.edges.push(edge(last, 'table', nodes.group, 'table'))
  const run = await submitGraph(ctx, { graph, pipelineId: null, name: `Look at images of ${project.name}`, options: {}, given })
  await updateAssist(ctx.db, project.id, { runId: run.id, work: 'describe' })
}
