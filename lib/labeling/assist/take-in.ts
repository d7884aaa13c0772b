import { findAssist, insertRound, listRounds, updateAssist, updateRound, type AssistRow, type RoundRow } from '@/db/queries/labeling/assist'
import { forgetThoughts, givenThings, putGroups, putThoughts } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { findOutput } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { artifactStore } from '@/lib/artifacts/store'
import type { Output } from '@/lib/protocol/messages'
import type { ShapeKind } from '../shapes'
import { labelNames } from './label-names'
import { leastOf } from './measure'
import { propose } from './propose'
import { register } from './register'
import { nodes } from './start-run'
import { AssistReport } from './schema'
import { readTable } from './tables'
import { thoughtsOf, type Forms } from './thoughts'

interface Project {
  id: string
  name: string
  kinds: readonly ShapeKind[]
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

/** Takes over what a run saw: descriptions, which images look alike, and which to label first. */
export async function takeDescriptions(ctx: Context, project: Project, assist: AssistRow): Promise<void> {
  const runId = assist.runId!
  const described = (await outputOf(ctx, runId, nodes.all, 'table')) ?? (await outputOf(ctx, runId, nodes.embed, 'table'))
  const groups = await outputOf(ctx, runId, nodes.group, 'table')
  if (!described || !groups) throw new Error('The run has no descriptions.')
  const rows = (await readTable(groups.digest, ['image', 'group', 'turn'])).map(({ image, group, turn }) => ({ task: String(image), group: Number(group), turn: turn === null ? null : Number(turn) }))
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
  const names = await labelNames(ctx, project.id)
  const said = AssistReport.parse(JSON.parse(await textOf(written.digest)))
  const report = { ...said, each: said.each.map((each) => ({ ...each, id: names.id(each.name) })) }
  const thoughts = await thoughtsOf(predictions.digest, report.kind, names, await formsOf(ctx.db, project))
  const before = await listRounds(ctx.db, project.id)
  const round = await ctx.db.transaction(async (tx) => {
    const now = await findAssist(tx, project.id, { lock: true })
    if (now?.runId !== runId) return null
    const made = await insertRound(tx, { projectId: project.id, runId, labels: report.labels, accuracy: report.accuracy, threshold: report.kind === 'label' ? report.threshold : leastOf(report, now.settings.target), report })
    // Not every image may have been looked at for things; those that were not are nothing to wait for.
    if (report.kind === 'things') await forgetThoughts(tx, project.id, made.id)
    for (let from = 0; from < thoughts.length; from += batch) await putThoughts(tx, project.id, made.id, thoughts.slice(from, from + batch))
    await propose(tx, project, made, now.settings)
    await updateAssist(tx, project.id, { roundId: made.id, stopped: '', runId: null, work: null, problem: '', failures: 0, trySeconds: null })
    return made
  })
  if (round && isWorthKeeping(round, before.filter(({ modelVersion }) => modelVersion !== null))) await register(ctx, project, round, model)
}

/** Outlines are proposed as people draw them: as masks where nothing else is drawn or most of a label's are. */
async function formsOf(db: Queryable, { id, kinds }: Project): Promise<Forms> {
  if (!kinds.includes('mask')) return () => 'polygon'
  if (!kinds.includes('polygon')) return () => 'mask'
  const lead = new Map<string, number>()
  for (const { result } of await givenThings(db, id, 250)) for (const { label, shape } of result) lead.set(label, (lead.get(label) ?? 0) + (shape.kind === 'mask' ? 1 : shape.kind === 'polygon' ? -1 : 0))
  return (label) => ((lead.get(label) ?? 0) > 0 ? 'mask' : 'polygon')
}

/** Better than each version before, or learned from half as many labels again as the last: what is unsure is labeled first, so that the loss of later rounds is not the lower for it. */
export function isWorthKeeping(round: Pick<RoundRow, 'labels' | 'report'>, registered: Pick<RoundRow, 'labels' | 'report'>[]): boolean {
  const last = registered.at(-1)
  return !last || round.labels >= last.labels * 1.5 || registered.every(({ report }) => report.loss > round.report.loss)
}

async function textOf(digest: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of artifactStore().read(digest)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
