import { findAssist, listRounds, projectFacts, recentAnswers, tallyAnswers, type AnswerRow, type AssistRow, type RoundRow } from '@/db/queries/labeling/assist'
import type { ProjectRow } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { requireProject } from '../read-project'
import { countedIn, fewestClasses, learnsOf, shapesWord } from './learns'
import { firstLabels, leastOf, limitsOf, measured, moreLabels, neededFor, watched } from './measure'
import { modelName } from './register'
import { defaultSettings, type AssistReport, type AssistState, type AssistView, type RoundView } from './schema'

type AnswerKind = AnswerRow['kind']

/** How far the model of a project is, and how good. @throws AppError `not_found`, `forbidden` */
export async function readAssist(ctx: Context, projectId: string): Promise<AssistView> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  const [assist, facts, rounds, tallies] = await Promise.all([findAssist(ctx.db, project.id), projectFacts(ctx.db, project.id), listRounds(ctx.db, project.id), tallyAnswers(ctx.db, project.id)])
  const last = rounds.at(-1)
  const learns = learnsOf(project)
  const settings = assist?.settings ?? defaultSettings
  const sum = (...kinds: AnswerKind[]) => kinds.reduce((all, kind) => ({ answers: all.answers + tallies[kind].answers, right: all.right + tallies[kind].right }), { answers: 0, right: 0 })
  const needed = firstLabels(facts.classes)
  return {
    learns,
    shapes: shapesWord(project),
    settings,
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
    each: last ? eachOf(last, settings.target) : [],
    interval: last?.report.interval ?? null,
    things: tallies.things,
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
  if (last) return { kind: 'unsure', reason: unsureReason(project, last, assist?.settings.target ?? last.report.target) }
  if (facts.labels < needed) return { kind: 'gathering', missing: needed - facts.labels }
  return learnsOf(project) !== 'things' && facts.described < facts.images ? { kind: 'describing' } : { kind: 'learning' }
}

function unsuited(project: ProjectRow, classes: number): string | null {
  const learns = learnsOf(project)
  if (learns !== 'things' && project.kinds.some((kind) => kind !== 'tag')) return 'Keypoints are drawn in this project. The model learns boxes, outlines, masks and labels of whole images: it sets no keypoints.'
  if (classes >= fewestClasses(learns)) return null
  return learns === 'label' ? 'There must be two labels at least to tell apart.' : 'There must be a label to learn.'
}

/** Precisions that one could be content with, the highest first. */
const lesser = [0.85, 0.8, 0.75, 0.7, 0.6, 0.5]

/** At which lower precision it would propose something now, and what. */
function wouldAt(report: AssistReport, wanted: number): string {
  const target = lesser.find((target) => target < wanted && leastOf(report, target) !== null)
  if (target === undefined) return ''
  const limits = limitsOf(report, target)
  const names = report.each.flatMap(({ id, name }) => (id !== undefined && id in limits ? [name] : []))
  return ` With ${Math.round(target * 100)}% wanted it would propose ${report.kind === 'label' ? 'labels' : names.join(', ')} now.`
}

const unsureReason = (project: ProjectRow, round: RoundRow, wanted: number): string => `${whyUnsure(project, round, wanted)}${wouldAt(round.report, wanted)}`

function whyUnsure(project: ProjectRow, { report }: RoundRow, wanted: number): string {
  const target = `${Math.round(wanted * 100)}%`
  const needed = neededFor(wanted)
  if (report.kind !== 'label') return unsureOfEach(report, report.kind === 'things' ? `${countedIn(project)} of one label` : 'images with one label', target, needed)
  const best = report.curve.reduce((most, { lowerBound }) => Math.max(most, lowerBound), 0)
  if (report.labels < needed) return `To show a precision of ${target} it must be right ${needed} times in a row at least, and it has learned from ${report.labels} labels.`
  return `By cross-validation on ${report.labels} labels it is right ${Math.round(report.accuracy * 100)}% of the time. Where it is surest, ${Math.round(best * 100)}% are shown with 95% certainty; wanted are ${target}.`
}

function unsureOfEach({ labels, each }: AssistReport, what: string, target: string, needed: number): string {
  const best = each.reduce((most, { curve }) => Math.max(most, ...curve.map(({ lowerBound }) => lowerBound)), 0)
  return `By cross-validation on ${labels} images, of the ${what} that it is surest of ${Math.round(best * 100)}% are shown to be right with 95% certainty; wanted are ${target}, for which ${needed} must be right in a row at least.`
}

/** How good it is at each label, with the limits of the precision that is wanted now. */
function eachOf({ report }: RoundRow, target: number): AssistView['each'] {
  const limits = limitsOf(report, target)
  return report.each.map(({ curve, ...label }) => {
    const limit = (label.id !== undefined && limits[label.id]) || null
    const at = curve.find(({ confidence }) => confidence === limit)
    return { ...label, threshold: limit, precision: at?.precision ?? null, lowerBound: at?.lowerBound ?? null, recall: at?.recall ?? null }
  })
}

function roundView(row: RoundRow): RoundView {
  const { number, runId, createdAt, labels, accuracy, threshold, report, proposed, modelVersion } = row
  return { number, run: runId, at: createdAt.toISOString(), labels, accuracy, threshold, coverage: report.coverage, precision: report.precision, proposed, modelVersion }
}
