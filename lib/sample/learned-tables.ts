import { largestAgentMb } from '@/db/queries/compute'
import { findProfile } from '@/db/queries/data'
import { learningOf } from '@/lib/catalog/learn/learning'
import type { Context } from '@/lib/context'
import type { TableFacts } from '@/lib/duckdb/ops/facts-types'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import type { Graph } from '@/lib/graph/schema'
import { parse } from '@/lib/parse'
import { computeSample } from './compute'
import type { PlannedStep } from './plan'
import { actorOf, prepareSample, type Prepared } from './prepare'
import { FactsInput, type LearnedTable } from './schema'

/**
 * Counts what the tables hold from which steps of a graph are to learn, by step; a step whose table cannot be sampled is left
 * out. Where a step learns from a data asset as it is and the asset's profile is known, the counts are those of all its rows.
 * @throws AppError `not_found`, `forbidden`, `invalid`; `unavailable` once the signal is aborted.
 */
export async function learnedTables(ctx: Context, pipeline: string, input: FactsInput, signal: AbortSignal): Promise<Record<string, LearnedTable>> {
  const { graph, nodes } = parse(FactsInput, input)
  const prepared = await prepareSample(ctx, pipeline, graph)
  const found: Record<string, LearnedTable> = {}
  const largest = await largestAgentMb(ctx.db)
  for (const node of nodes) {
    const told = await learnedTable(ctx, prepared.graph, node, prepared, signal)
    if (told) found[node] = { ...told, ...(largest !== null && { largestAgentMb: largest }) }
  }
  return found
}

async function learnedTable(ctx: Context, graph: Graph, id: string, prepared: Prepared, signal: AbortSignal): Promise<LearnedTable | undefined> {
  const node = graph.nodes.find((other) => other.id === id)
  const component = node && prepared.catalogue.find(node.component)
  const learning = node && component && learningOf(component, node.params)
  const feed = learning && graph.edges.find((edge) => edge.to.node === id && edge.to.port === 'table')
  if (!feed) return undefined
  const planned = prepared.plan(feed.from.node, feed.from.port)
  if ('state' in planned) return undefined
  const last = planned.plan.steps.at(-1)!
  const told = await computeSample(planned.plan, actorOf(ctx), signal, async (outputsOf, run) => {
    const output = outputsOf(last.key)[planned.port ?? feed.from.port]
    return output?.type === 'table' ? run('tableFacts', { file: output.path, target: learning.target === '' ? null : { name: learning.target, classes: learning.task === 'classification' } }) : undefined
  })
  if (!told || 'state' in told) return undefined
  if (last.exact) return { ...told, exact: true, wholeRows: told.rows }
  const profile = await profileOf(ctx, last)
  if (profile) return { ...withProfile(told, profile), exact: true, wholeRows: profile.rows }
  // As many of each sampled row as its source has: what a filter drops of the sample it drops of the whole.
  const scale = Math.max(1, ...last.sources.map(({ taken, of }) => of / Math.max(1, taken)))
  return { ...told, exact: false, wholeRows: Math.round(told.rows * scale) }
}

/** Of a data asset that is learned from as it is. */
async function profileOf(ctx: Context, step: PlannedStep): Promise<TableProfile | undefined> {
  return step.stored?.table && ((await findProfile(ctx.db, step.stored.table.digest)) as TableProfile | undefined)
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
