import { findProfile } from '@/db/queries/data'
import { findComponent } from '@/lib/catalog'
import { learningOf } from '@/lib/catalog/learn/learning'
import type { Context } from '@/lib/context'
import type { TableFacts } from '@/lib/duckdb/ops/facts-types'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import { previewGraph } from '@/lib/graph/active'
import type { Graph } from '@/lib/graph/schema'
import { parse } from '@/lib/pipelines/parse'
import { computeSample } from './compute'
import { planSample, type PlannedStep } from './plan'
import { actorOf, assetsOf, requirePipeline } from './sample-step'
import { FactsInput, type LearnedTable } from './schema'

/**
 * Counts what the tables hold from which steps of a graph are to learn, by step; a step whose table cannot be sampled is left
 * out. Where a step learns from a data asset as it is and the asset's profile is known, the counts are those of all its rows.
 * @throws AppError `not_found`, `forbidden`, `invalid`; the signal's reason once it is aborted.
 */
export async function learnedTables(ctx: Context, id: string, input: FactsInput, signal: AbortSignal): Promise<Record<string, LearnedTable>> {
  await requirePipeline(ctx, id)
  const { graph: drawn, nodes } = parse(FactsInput, input)
  const graph = previewGraph(drawn)
  const asset = await assetsOf(ctx, graph)
  const found: Record<string, LearnedTable> = {}
  for (const node of nodes) {
    const told = await learnedTable(ctx, graph, node, asset, signal)
    if (told) found[node] = told
  }
  return found
}

async function learnedTable(ctx: Context, graph: Graph, id: string, asset: Parameters<typeof planSample>[2], signal: AbortSignal): Promise<LearnedTable | undefined> {
  const node = graph.nodes.find((other) => other.id === id)
  const component = node && findComponent(node.component)
  const learning = node && component && learningOf(component, node.params)
  const feed = learning && graph.edges.find((edge) => edge.to.node === id && edge.to.port === 'table')
  if (!feed) return undefined
  const plan = planSample(graph, feed.from.node, asset)
  if (plan.state === 'blocked') return undefined
  const last = plan.steps.at(-1)!
  const told = await computeSample(plan, actorOf(ctx), signal, async (outputsOf, run) => {
    const output = outputsOf(last.key)[feed.from.port]
    return output?.type === 'table' ? run('tableFacts', { file: output.path, target: learning.target === '' ? null : { name: learning.target, classes: learning.task === 'classification' } }) : undefined
  })
  if (!told || 'state' in told) return undefined
  if (last.exact) return { ...told, exact: true }
  const profile = await profileOf(ctx, last)
  return profile ? { ...withProfile(told, profile), exact: true } : { ...told, exact: false }
}

/** Of a data asset that is learned from as it is. */
async function profileOf(ctx: Context, step: PlannedStep): Promise<TableProfile | undefined> {
  return step.draw && ((await findProfile(ctx.db, step.draw.digest)) as TableProfile | undefined)
}

/** Counts of all rows in place of those of the sample; how columns go with the target stays as the sample told. */
function withProfile(facts: TableFacts, profile: TableProfile): TableFacts {
  const known = new Map(profile.columns.map((column) => [column.name, column]))
  const columns = facts.columns.map((column) => {
    const all = known.get(column.name)
    return all ? { ...column, missing: all.missing, distinct: all.distinct, counting: all.type === 'integer' && profile.rows > 1 && all.distinct === profile.rows && all.numbers !== undefined && all.numbers.max - all.numbers.min === profile.rows - 1 } : column
  })
  const goal = facts.target && known.get(facts.target.name)
  const scale = profile.rows / Math.max(1, facts.rows)
  const classes = (list: { value: string; rows: number }[]) => (goal?.top ? goal.top.map(({ value, count }) => ({ value, rows: count })) : list.map(({ value, rows }) => ({ value, rows: Math.round(rows * scale) })))
  return { rows: profile.rows, columns, target: facts.target && { ...facts.target, ...(goal && { missing: goal.missing, distinct: goal.distinct }), classes: classes(facts.target.classes) } }
}
