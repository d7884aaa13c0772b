import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { tableChart } from '@/lib/data/table-chart'
import { tableProfile } from '@/lib/data/table-profile'
import type { ThresholdsAnswer } from '@/lib/duckdb/ops/chart/types'
import type { TableProfile } from '@/lib/duckdb/ops/profile-types'
import { Evaluation } from '@/lib/results/evaluation'
import { ModelCard } from '@/lib/results/model-card'
import { probabilityColumn, scoredSource } from '@/lib/results/scored-source'
import { readRun } from './read'
import type { RunView, StepView } from './schema'

/** Larger evaluations than this are not read into memory. */
const mostBytes = 20_000_000

export interface RunReport {
  run: RunView
  workspace: string
  /** When and for whom it was made. */
  madeAt: string
  madeBy: string
  /** Tables that came in, with their profiles; null where the file is not there any more. */
  data: { step: StepView; digest: string; profile: TableProfile | null }[]
  evaluations: { step: StepView; evaluation: Evaluation; thresholds: { label: string; answer: ThresholdsAnswer } | null }[]
  models: { step: StepView; port: string; digest: string; card: ModelCard }[]
}

/** What a report tells of a run, read from the run and its artifacts. @throws AppError `not_found`, `forbidden` */
export async function reportOf(ctx: Context, id: string): Promise<RunReport> {
  const run = await readRun(ctx, id)
  const outputs = run.steps.flatMap((step) => Object.entries(step.outputs).map(([port, output]) => ({ step, port, output })))
  const data: RunReport['data'] = []
  for (const { step, output } of outputs) {
    if (output.type !== 'table' || Object.keys(step.sources).length > 0) continue
    data.push({ step, digest: output.digest, profile: await orNull(tableProfile(ctx, output.digest)) })
  }
  const evaluations: RunReport['evaluations'] = []
  for (const { step, output } of outputs) {
    if (output.type !== 'evaluation' || output.size > mostBytes) continue
    const evaluation = Evaluation.safeParse(await orNull(readJson(output.digest))).data
    if (evaluation) evaluations.push({ step, evaluation, thresholds: await thresholdsOf(ctx, run, step, evaluation) })
  }
  const models = outputs.flatMap(({ step, port, output }) => {
    const card = output.type === 'model' ? ModelCard.safeParse(output.meta).data : undefined
    return card ? [{ step, port, digest: output.digest, card }] : []
  })
  return { run, workspace: ctx.workspace.name, madeAt: new Date().toISOString(), madeBy: nameOf(ctx), data, evaluations, models }
}

async function thresholdsOf(ctx: Context, run: RunView, step: StepView, evaluation: Evaluation): Promise<RunReport['evaluations'][number]['thresholds']> {
  if (evaluation.kind !== 'classification' || evaluation.classes.length !== 2) return null
  const source = scoredSource(run, step.node)
  const label = evaluation.positive ?? evaluation.classes[1]!
  const probability = source && probabilityColumn(source, label)
  if (!source || !probability) return null
  const answer = await orNull(tableChart(ctx, source.digest, { kind: 'thresholds', target: source.target, prediction: source.prediction, probability, positive: label }, []))
  return answer ? { label, answer: answer as ThresholdsAnswer } : null
}

/** A file that is gone takes its part out of the report, not the report. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch {
    return null
  }
}

async function readJson(digest: string): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of artifactStore().read(digest)) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function nameOf({ actor }: Context): string {
  return 'name' in actor && typeof actor.name === 'string' ? actor.name : 'Atelier'
}
