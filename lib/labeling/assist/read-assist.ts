import { findAssist, listRounds, projectFacts, recentAnswers, tallyAnswers, type AssistRow, type RoundRow } from '@/db/queries/labeling/assist'
import type { ProjectRow } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { requireProject } from '../read-project'
import { firstLabels, measured, moreLabels, watched } from './measure'
import { defaultSettings, type AssistState, type AssistView, type RoundView } from './schema'
import { modelName } from './take-in'

/** How far the model of a project is, and how good. @throws AppError `not_found`, `forbidden` */
export async function readAssist(ctx: Context, projectId: string): Promise<AssistView> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  const [assist, facts, rounds, tallies] = await Promise.all([findAssist(ctx.db, project.id), projectFacts(ctx.db, project.id), listRounds(ctx.db, project.id), tallyAnswers(ctx.db, project.id)])
  const last = rounds.at(-1)
  const sum = (...kinds: (keyof typeof tallies)[]) => kinds.reduce((all, kind) => ({ answers: all.answers + tallies[kind].answers, right: all.right + tallies[kind].right }), { answers: 0, right: 0 })
  const needed = firstLabels(facts.classes)
  return {
    settings: assist?.settings ?? defaultSettings,
    state: stateOf(project, assist, last, facts, needed),
    described: Math.min(facts.described, facts.images),
    images: facts.images,
    labels: facts.labels,
    needed,
    next: last ? last.labels + moreLabels : null,
    run: assist?.runId ?? null,
    problem: assist?.problem ?? '',
    proposed: facts.proposed,
    accepted: facts.accepted,
    rounds: rounds.map(roundView),
    curve: last?.report.curve ?? [],
    descriptions: last?.report.descriptions ?? '',
    recent: measured(last ? await recentAnswers(ctx.db, last.id, watched) : { answers: 0, right: 0 }),
    sure: measured(sum('shown', 'blind')),
    blind: measured(sum('blind')),
    all: measured(sum('shown', 'blind', 'below')),
    model: rounds.some(({ modelVersion }) => modelVersion !== null) ? modelName(project) : null,
  }
}

function stateOf(project: ProjectRow, assist: AssistRow | undefined, last: RoundRow | undefined, facts: { labels: number; described: number; images: number; classes: number }, needed: number): AssistState {
  const reason = unsuited(project, facts.classes)
  if (reason) return { kind: 'unsuited', reason }
  if (assist && !assist.settings.on) return { kind: 'off' }
  if (assist?.stopped) return { kind: 'stopped', reason: assist.stopped }
  if (last?.threshold != null) return { kind: 'proposing', threshold: last.threshold }
  if (assist?.work === 'learn') return { kind: 'learning' }
  if (last) return { kind: 'unsure', reason: unsureReason(last) }
  if (facts.labels < needed) return { kind: 'gathering', missing: needed - facts.labels }
  return facts.described < facts.images ? { kind: 'describing' } : { kind: 'learning' }
}

function unsuited({ kinds, tags }: ProjectRow, classes: number): string | null {
  if (kinds.some((kind) => kind !== 'tag')) return 'Shapes are drawn in this project. The model learns labels of whole images only: it proposes no boxes or polygons.'
  if (tags === 'many') return 'An image may have several labels in this project. The model learns one label an image.'
  return classes < 2 ? 'There must be two labels at least to tell apart.' : null
}

function unsureReason({ report }: RoundRow): string {
  const target = `${Math.round(report.target * 100)}%`
  const best = report.curve.reduce((most, { lowerBound }) => Math.max(most, lowerBound), 0)
  if (report.labels < report.needed) return `To show a precision of ${target} it must be right ${report.needed} times in a row at least, and it has learned from ${report.labels} labels.`
  return `By cross-validation on ${report.labels} labels it is right ${Math.round(report.accuracy * 100)}% of the time. Where it is surest, ${Math.round(best * 100)}% are shown with 95% certainty; wanted are ${target}.`
}

function roundView(row: RoundRow): RoundView {
  const { number, runId, createdAt, labels, accuracy, threshold, report, proposed, modelVersion } = row
  return { number, run: runId, at: createdAt.toISOString(), labels, accuracy, threshold, coverage: report.coverage, precision: report.precision, proposed, modelVersion }
}
