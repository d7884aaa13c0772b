import { Readable } from 'node:stream'
import { findAssist, insertRound, listRounds, updateAssist, updateRound, type AssistRow, type RoundRow } from '@/db/queries/labeling/assist'
import { putGroups, putThoughts, type Thought } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { findOutput } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { artifactStore } from '@/lib/artifacts/store'
import type { Output } from '@/lib/protocol/messages'
import { createModel } from '@/lib/registry/models'
import { createVersion } from '@/lib/registry/versions'
import { isAppError } from '@/lib/errors'
import { putFile } from '@/lib/tracking/artifacts/files'
import { propose } from './propose'
import { labelNames, nodes } from './start-run'
import { AssistReport } from './schema'
import { readTable } from './tables'

interface Project {
  id: string
  name: string
}

/** Rows that one statement takes. */
const batch = 5_000

async function outputOf(ctx: Context, runId: string, node: string, port: string): Promise<Output | undefined> {
  return findOutput(ctx.db, { workspaceId: ctx.workspace.id, runId, node, port })
}

/** Locks the row; false where another studio has taken the run in meanwhile. */
async function isStill(tx: Queryable, projectId: string, runId: string): Promise<boolean> {
  return (await findAssist(tx, projectId, { lock: true }))?.runId === runId
}

/** Takes over what a run saw: descriptions, and which images look alike. */
export async function takeDescriptions(ctx: Context, project: Project, assist: AssistRow): Promise<void> {
  const runId = assist.runId!
  const described = (await outputOf(ctx, runId, nodes.all, 'table')) ?? (await outputOf(ctx, runId, nodes.embed, 'table'))
  const groups = await outputOf(ctx, runId, nodes.group, 'table')
  if (!described || !groups) throw new Error('The run has no descriptions.')
  const rows = (await readTable(groups.digest, ['image', 'group'])).map(({ image, group }) => ({ task: String(image), group: Number(group) }))
  await ctx.db.transaction(async (tx) => {
    if (!(await isStill(tx, project.id, runId))) return
    for (let from = 0; from < rows.length; from += batch) await putGroups(tx, project.id, rows.slice(from, from + batch))
    await updateAssist(tx, project.id, { described: { digest: described.digest, size: described.size, rows: rows.length }, runId: null, work: null, problem: '', failures: 0, trySeconds: null })
  })
}

/** Takes over what a run learned: a new round, what it thinks of each image, and proposals where it is sure enough. */
export async function takeRound(ctx: Context, project: Project, assist: AssistRow): Promise<void> {
  const runId = assist.runId!
  const [predictions, model, written] = await Promise.all([outputOf(ctx, runId, nodes.train, 'predictions'), outputOf(ctx, runId, nodes.train, 'model'), outputOf(ctx, runId, nodes.train, 'report')])
  if (!predictions || !model || !written) throw new Error('The run has no model.')
  const report = AssistReport.parse(JSON.parse(await textOf(written.digest)))
  const names = await labelNames(ctx, project.id)
  const said = await readTable(predictions.digest, ['image', 'predicted', 'confidence', 'margin', 'group'])
  // A label that was taken away while it learned is not proposed.
  const thoughts = said.map((row): Thought => ({ task: String(row.image), label: names.id(String(row.predicted)) ?? null, confidence: Number(row.confidence), margin: Number(row.margin), group: Number(row.group) }))
  const before = await listRounds(ctx.db, project.id)
  const round = await ctx.db.transaction(async (tx) => {
    const now = await findAssist(tx, project.id, { lock: true })
    if (now?.runId !== runId) return null
    const made = await insertRound(tx, { projectId: project.id, runId, labels: report.labels, accuracy: report.accuracy, threshold: report.threshold, report })
    for (let from = 0; from < thoughts.length; from += batch) await putThoughts(tx, project.id, made.id, thoughts.slice(from, from + batch))
    await propose(tx, project, made, now.settings)
    await updateAssist(tx, project.id, { roundId: made.id, stopped: '', runId: null, work: null, problem: '', failures: 0, trySeconds: null })
    return made
  })
  if (round && isWorthKeeping(round, before.filter(({ modelVersion }) => modelVersion !== null))) await register(ctx, project, round, model)
}

/** Better than each version before, or learned from half as many labels again as the last: what is unsure is labeled first, so that the loss of later rounds is not the lower for it. */
export function isWorthKeeping(round: Pick<RoundRow, 'labels' | 'report'>, registered: Pick<RoundRow, 'labels' | 'report'>[]): boolean {
  const last = registered.at(-1)
  return !last || round.labels >= last.labels * 1.5 || registered.every(({ report }) => report.loss > round.report.loss)
}

/** The name under which a project's model is registered. */
export const modelName = (project: Project) => `Labels of ${project.name.replaceAll(/[/:]/g, '-')}`.slice(0, 200)

/** The model as a version of the registry: in MLflow's layout, so that its clients load it. */
async function register(ctx: Context, project: Project, round: RoundRow, model: Output): Promise<void> {
  const name = modelName(project)
  const folder = `labeling/${project.id}/round-${round.number}`
  const flavour = `artifact_path: model\nflavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.23.2\n    providers: [CPUExecutionProvider]\nutc_time_created: '${round.createdAt.toISOString()}'\n`
  await putFile(ctx, `${folder}/model.onnx`, artifactStore().read(model.digest))
  await putFile(ctx, `${folder}/MLmodel`, Readable.from([flavour]))
  await createModel(ctx, { name, description: `Tells the labels of the labeling project “${project.name}”.` }).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'conflict') throw error
  })
  const { report } = round
  const description = `Learned from ${report.labels} labels; ${(report.accuracy * 100).toFixed(1)}% of them right in ${report.folds}-fold cross-validation.`
  const version = await createVersion(ctx, { name, source: `mlflow-artifacts:/${folder}`, description, tags: [{ key: 'accuracy', value: report.accuracy.toFixed(4) }, { key: 'labels', value: String(report.labels) }, { key: 'format', value: 'onnx' }] })
  await updateRound(ctx.db, round.id, { modelVersion: version.version })
}

async function textOf(digest: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of artifactStore().read(digest)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

