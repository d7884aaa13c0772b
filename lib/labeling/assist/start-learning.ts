import { updateAssist, type AssistRow } from '@/db/queries/labeling/assist'
import { givenLabels, givenThings, picturesOf, putUngrouped } from '@/db/queries/labeling/predictions'
import type { ProjectRow } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import type { Graph } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import { submitGraph } from '@/lib/runs/submit'
import type { Annotation } from '../shapes'
import { labelNames } from './label-names'
import { ringsOfShape } from './outlines'
import { boundsOf } from '../canvas/geometry'
import { learnsOf, shapesWord } from './learns'
import { edge, node, nodes } from './start-run'
import { storeTable } from './tables'

type Project = Pick<ProjectRow, 'id' | 'name' | 'kinds' | 'tags'>
type Names = Awaited<ReturnType<typeof labelNames>>

/** Labeled images of one run, the newest, and images in which it looks for things: those that come next. */
const labeledAtOnce = 250
const soughtAtOnce = 600
/** Between several labels of an image, as the step reads them. */
const between = '|'

/** Learns from the labels that people have given so far, on an agent. False where there is nothing to tell apart yet. */
export async function startLearning(ctx: Context, project: Project, assist: AssistRow): Promise<boolean> {
  const names = await labelNames(ctx, project.id)
  const start = { label: learnLabel, labels: learnLabels, things: learnThings }[learnsOf(project)]
  const made = await start(ctx, project, assist, names)
  if (!made) return false
  const run = await submitGraph(ctx, { ...made, pipelineId: null, name: `Learn labels of ${project.name}`, options: {} })
  await updateAssist(ctx.db, project.id, { runId: run.id, work: 'learn' })
  return true
}

type Made = { graph: Graph; given: Record<string, Record<string, Output>> } | null

async function learnLabel(ctx: Context, project: Project, assist: AssistRow, names: Names): Promise<Made> {
  const labels = (await givenLabels(ctx.db, project.id)).flatMap(({ task, label }) => {
    const name = names.name(label)
    return name === undefined ? [] : [{ image: task, label: name }]
  })
  if (new Set(labels.map(({ label }) => label)).size < 2) return null
  return fromDescriptions(ctx, assist, labels, 'label.train-image-classifier@1')
}

async function learnLabels(ctx: Context, project: Project, assist: AssistRow, names: Names): Promise<Made> {
  const given = await givenThings(ctx.db, project.id, 1_000_000)
  const labels = given.map(({ task, result }) => ({ image: task, label: [...new Set(result.flatMap(({ label }) => names.name(label) ?? []))].join(between) }))
  // A label that all images have, or none, cannot be learned.
  const counts = new Map<string, number>()
  for (const { label } of labels) for (const name of label.split(between)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const enough = [...counts].some(([name, count]) => name !== '' && count >= fewest && labels.length - count >= fewest)
  return enough ? fromDescriptions(ctx, assist, labels, 'label.train-image-tagger@1') : null
}

/** As in the step: images with a label, and without it, from which on it is learned. */
const fewest = 3

async function fromDescriptions(ctx: Context, assist: AssistRow, labels: { image: string; label: string }[], component: string): Promise<Made> {
  if (!assist.described) return null
  const { rows, ...blob } = assist.described
  return {
    given: { [nodes.described]: { table: { type: 'table', ...blob, meta: { rows } } }, [nodes.labels]: { table: await storeTable(ctx, [text('image'), text('label')], labels, false) } },
    graph: learningGraph(nodes.described, 'Described images', `${labels.length} labels`, component, assist.settings.target),
  }
}

const sides = ['x', 'y', 'width', 'height'] as const
const text = (name: string) => ({ name, type: 'text' as const })
/** As in the step. */
const fewestThings = 8

async function learnThings(ctx: Context, project: Project, assist: AssistRow, names: Names): Promise<Made> {
  await putUngrouped(ctx.db, project.id)
  const given = await givenThings(ctx.db, project.id, labeledAtOnce)
  const things = given.flatMap(({ task, result }) => thingsOf(result, names).map((thing) => ({ image: task, ...thing })))
  if (things.length < fewestThings) return null
  const seen = new Set(things.map(({ image }) => image))
  const none = given.filter(({ task }) => !seen.has(task)).map(({ task }) => ({ image: task, label: null, x: null, y: null, width: null, height: null, outline: null }))
  const pictures = (await picturesOf(ctx.db, project.id, given.map(({ task }) => task), soughtAtOnce)).map(({ task, digest, width, height }) => ({ image: task, digest, width, height }))
  return {
    given: {
      [nodes.images]: { table: await storeTable(ctx, [text('image'), { name: 'width', type: 'integer' }, { name: 'height', type: 'integer' }], pictures, true) },
      [nodes.labels]: { table: await storeTable(ctx, [text('image'), text('label'), ...sides.map((name) => ({ name, type: 'number' as const })), text('outline')], [...things, ...none], false) },
    },
    graph: learningGraph(nodes.images, `${pictures.length} images`, `${things.length} ${shapesWord(project)}`, 'label.train-object-detector@1', assist.settings.target),
  }
}

/** Upright boxes with the names of their labels, around turned ones, and outlines of polygons and masks. Keypoints are not learned. */
function thingsOf(result: Annotation[], names: Names) {
  return result.flatMap(({ label, shape }) => {
    const [name, bounds] = [names.name(label), shape.kind === 'keypoints' ? null : boundsOf(shape)]
    if (name === undefined || !bounds || bounds.maxX <= bounds.minX || bounds.maxY <= bounds.minY) return []
    const rings = ringsOfShape(shape)
    return [{ label: name, x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY, outline: rings && JSON.stringify(rings) }]
  })
}

function learningGraph(from: string, images: string, labels: string, component: string, target: number): Graph {
  return {
    nodes: [node(from, 'label.import-images@1', images, 0, 0), node(nodes.labels, 'label.import-images@1', labels, 1, 0), node(nodes.train, component, '', 0, 1, { target_precision: target })],
    edges: [edge(from, 'table', nodes.train, 'table'), edge(nodes.labels, 'table', nodes.train, 'labels')],
  }
}
