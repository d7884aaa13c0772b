import { measuredBy } from '@/db/queries/sweeps'
import type { Context } from '@/lib/context'
import { tiesOf, type PipelineParameter } from '@/lib/graph/parameters'
import { authorize } from '@/lib/permissions'
import { readPipeline } from '@/lib/pipelines/read'
import { metricFacts, orderMetrics } from '@/lib/results/metrics'

export interface MetricChoice {
  metric: string
  label: string
  /** The step that measures it. */
  node: string
  nodeName: string
  better: 'higher' | 'lower' | 'none'
  /** What it was in the newest run; null where the pipeline has not run with it yet. */
  latest: number | null
}

export interface SweepOptions {
  pipeline: { id: string; name: string }
  /** `steps`: the titles of those that a parameter is tied to. */
  parameters: (PipelineParameter & { steps: string[] })[]
  metrics: MetricChoice[]
}

/** What each kind of evaluation measures, for a pipeline that has not run yet. */
const usual: Record<string, string[]> = {
  'learn.evaluate-model@1': ['accuracy', 'f1_macro', 'roc_auc', 'log_loss', 'rmse', 'r2', 'mae'],
  'learn.cross-validate@1': ['cv_accuracy', 'cv_f1_macro', 'cv_roc_auc', 'cv_rmse', 'cv_r2'],
}

/** What a sweep over a pipeline may vary and measure. @throws AppError `not_found`, `forbidden` */
export async function sweepOptions(ctx: Context, pipelineId: string): Promise<SweepOptions> {
  authorize(ctx, 'runs.read')
  const { id, name, graph } = await readPipeline(ctx, pipelineId)
  const active = graph.nodes.filter((node) => !node.disabled)
  const titles = new Map(active.map((node) => [node.id, node.name || node.id]))
  const steps = (parameter: string) => active.filter((node) => tiesOf(node.params).some(({ tie }) => tie.$parameter === parameter)).map((node) => titles.get(node.id)!)
  const measured = (await measuredBy(ctx.db, ctx.workspace.id, id)).filter((row) => titles.has(row.node))
  const seen = new Set(measured.map((row) => row.node))
  const guessed = active.filter((node) => !seen.has(node.id)).flatMap((node) => (usual[node.component] ?? []).map((metric) => ({ node: node.id, name: '', metric, value: null })))
  const rows = [...measured, ...guessed]
  const order = orderMetrics([...new Set(rows.map((row) => row.metric))])
  const metrics = rows
    .map(({ metric, node, name: step, value }): MetricChoice => ({ metric, label: metricFacts(metric).label, node, nodeName: step || titles.get(node)!, better: metricFacts(metric).better, latest: value }))
    .sort((a, b) => order.indexOf(a.metric) - order.indexOf(b.metric) || (a.node < b.node ? -1 : 1))
  return { pipeline: { id, name }, parameters: (graph.parameters ?? []).map((parameter) => ({ ...parameter, steps: steps(parameter.name) })), metrics }
}
