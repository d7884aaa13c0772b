import { keepsRows } from '@/lib/catalog/keeps-rows'
import type { Context } from '@/lib/context'
import type { Comparison } from '@/lib/duckdb/ops/compare'
import { parse } from '@/lib/parse'
import { computeSample } from './compute'
import type { PlannedStep } from './plan'
import { actorOf, prepareSample } from './prepare'
import { SampleInput, shownColumns, type SampleTable, type SampleView } from './schema'

const longestText = 200

/**
 * What a step of a graph would give, computed on a sample of each data source; nothing is run on an agent and nothing is kept.
 * A step that cannot be sampled is no error: the answer says why.
 * @throws AppError `not_found`, `forbidden`, `invalid`; `unavailable` once the signal is aborted.
 */
export async function sampleStep(ctx: Context, pipeline: string, input: SampleInput, signal: AbortSignal): Promise<SampleView> {
  const { graph, node, port, results, offset, limit } = parse(SampleInput, input)
  const prepared = await prepareSample(ctx, pipeline, graph, results)
  const component = prepared.catalogue.find(graph.nodes.find((other) => other.id === node)?.component ?? '')
  const ports = (component?.outputs ?? []).filter((output) => output.type === 'table').map(({ name, label }) => ({ name, label }))
  const chosen = ports.find((other) => other.name === port) ?? ports[0]
  const planned = prepared.plan(node, chosen?.name)
  if ('state' in planned) return planned
  if (!chosen) return { state: 'blocked', reason: 'no-table', node, message: `${component?.name ?? 'This step'} gives no table. Run to here to see what it gives.` }
  const last = planned.plan.steps.at(-1)!
  return computeSample(planned.plan, actorOf(ctx), signal, async (outputsOf, run): Promise<SampleView> => {
    const output = outputsOf(last.key)[planned.port ?? chosen.name]
    if (!output) return { state: 'blocked', reason: 'no-table', node, message: `On the sample nothing comes out at “${chosen.label}”: the condition decides otherwise.` }
    const feed = planned.inside ? undefined : firstTable(last)
    const before = feed && outputsOf(feed.key)[feed.port]
    const found = await run('compare', { file: output.path, before: before?.path ?? null, aligned: keepsRows(last.ref), offset, limit, mostColumns: shownColumns, longestText })
    return view(last, ports, chosen.name, found)
  })
}

function view(step: PlannedStep, ports: SampleTable['ports'], port: string, found: Comparison): SampleTable {
  const { columns, rows, added, retyped, removed, changedCells, changed } = found
  const { sources, exact, notes } = step
  return { state: 'ready', ports, port, sources, exact, columns, rows, rowsOut: found.total, rowsIn: found.totalBefore, added, retyped, removed, changedCells, changed, notes }
}

/** The step and output that feed the first input of type table. */
function firstTable(step: PlannedStep): { key: string; port: string } | undefined {
  const port = step.component.inputs.find((input) => input.type === 'table' && step.inputs[input.name])
  return port && step.inputs[port.name]
}
