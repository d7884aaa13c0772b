import { freshImages, givenLabels } from '@/db/queries/labeling/predictions'
import { listLabels } from '@/db/queries/labeling/projects'
import { updateAssist, type AssistRow } from '@/db/queries/labeling/assist'
import type { Context } from '@/lib/context'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import { submitGraph } from '@/lib/runs/submit'
import { labelsOf } from '../export-labels'
import { storeTable } from './tables'

/** Images of one run: few enough that their groups and progress come soon. */
const imagesAtOnce = 1_000

/** Nodes of the runs, by what they give. */
export const nodes = { images: 'images', before: 'before', embed: 'embed', all: 'all', group: 'group', described: 'described', labels: 'labels', train: 'train' } as const

const node = (id: string, component: string, name: string, x: number, y: number, params: Record<string, unknown> = {}): GraphNode => ({ id, component, name, note: '', params, position: { x: x * 280, y: y * 160 } })
const edge = (from: string, port: string, to: string, into: string) => ({ from: { node: from, port }, to: { node: to, port: into } })

/** Looks at images that nobody has looked at yet, on an agent. */
export async function startDescribing(ctx: Context, project: { id: string; name: string }, assist: AssistRow): Promise<void> {
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
  graph.nodes.push(node(nodes.group, 'label.group-images@1', '', 0, 3))
  graph.edges.push(edge(last, 'table', nodes.group, 'table'))
  const run = await submitGraph(ctx, { graph, pipelineId: null, name: `Look at images of ${project.name}`, options: {}, given })
  await updateAssist(ctx.db, project.id, { runId: run.id, work: 'describe' })
}

/** Learns from the labels that people have given so far, on an agent. False where there are labels of one kind only. */
export async function startLearning(ctx: Context, project: { id: string; name: string }, assist: AssistRow): Promise<boolean> {
  if (!assist.described) return false
  const names = await labelNames(ctx, project.id)
  const labels = (await givenLabels(ctx.db, project.id)).flatMap(({ task, label }) => {
    const name = names.name(label)
    return name === undefined ? [] : [{ image: task, label: name }]
  })
  if (new Set(labels.map(({ label }) => label)).size < 2) return false
  const { rows, ...blob } = assist.described
  const given = {
    [nodes.described]: { table: { type: 'table', ...blob, meta: { rows } } },
    [nodes.labels]: { table: await storeTable(ctx, [{ name: 'image', type: 'text' }, { name: 'label', type: 'text' }], labels, false) },
  }
  const graph: Graph = {
    nodes: [node(nodes.described, 'label.import-images@1', 'Described images', 0, 0), node(nodes.labels, 'label.import-images@1', `${labels.length} labels`, 1, 0), node(nodes.train, 'label.train-image-classifier@1', '', 0, 1, { target_precision: assist.settings.target })],
    edges: [edge(nodes.described, 'table', nodes.train, 'table'), edge(nodes.labels, 'table', nodes.train, 'labels')],
  }
  const run = await submitGraph(ctx, { graph, pipelineId: null, name: `Learn labels of ${project.name}`, options: {}, given })
  await updateAssist(ctx.db, project.id, { runId: run.id, work: 'learn' })
  return true
}

/** Names of the labels in use, each of them once: the model knows labels by these. */
export async function labelNames(ctx: Pick<Context, 'db'>, projectId: string): Promise<{ name(id: string): string | undefined; id(name: string): string | undefined }> {
  const resolve = labelsOf(await listLabels(ctx.db, [projectId]))
  const taken = new Set<string>()
  const byId = new Map(
    resolve.labels.map(({ id, name }) => {
      const own = taken.has(name) ? `${name} (${id.slice(0, 8)})` : name
      taken.add(own)
      return [id, own]
    }),
  )
  const byName = new Map([...byId].map(([id, name]) => [name, id]))
  return { name: (id) => byId.get(resolve.label(id) ?? ''), id: (name) => byName.get(name) }
}
