import { countGold, goldOpinions, imagesOfTasks, labelsBesideModel, measureWork, personNames, reviewedOpinions, sharedOpinions } from '@/db/queries/labeling/quality'
import { listLabels } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { labelsOf } from './export-labels'
import { agreementReport, type Unit } from './quality/agreement-report'
import { compareOpinions } from './quality/compare'
import { findLabelErrors, type Prediction } from './quality/label-errors'
import type { Checked, PersonQuality, QualityReport, Suspect } from './quality/schema'
import { requireProject } from './read-project'
import type { Annotation } from './shapes'
import { imageView } from './views'

/** Images with several opinions that are compared at most, and lines of each list. */
const mostImages = 5_000
const mostLines = 1_000

/**
 * How far people agree with each other, with known answers and with reviews, and which labels a model doubts. Labels that were
 * merged count as what they were merged into; shapes whose label was deleted are left out. @throws AppError `not_found`, `forbidden`
 */
export async function readQuality(ctx: Context, projectId: string): Promise<QualityReport> {
  authorize(ctx, 'labeling.manage')
  const project = await requireProject(ctx, projectId)
  const { db } = ctx
  const [rows, shared, gold, reviewed, work, names, beside, goldCount] = await Promise.all([
    listLabels(db, [project.id]),
    sharedOpinions(db, project.id, mostImages),
    goldOpinions(db, project.id),
    reviewedOpinions(db, project.id),
    measureWork(db, project.id),
    personNames(db, project.id),
    labelsBesideModel(db, project.id),
    countGold(db, project.id),
  ])
  const { label } = labelsOf(rows)
  const current = (annotations: Annotation[]) => annotations.flatMap((annotation) => (label(annotation.label) === null ? [] : [{ ...annotation, label: label(annotation.label)! }]))
  const agreement = agreementReport(unitsOf(shared, current), project.kinds.includes('tag'))
  const check = (against: Checked['against']) => (row: (typeof gold)[number]): Checked => ({ task: row.task, person: row.person, against, score: compareOpinions(current(row.annotations), current(row.answer)).score })
  const checked = [...gold.map(check('gold')), ...reviewed.map(check('review'))].sort((a, b) => a.score - b.score)
  const suspects = beside.length === 0 ? null : findSuspects(beside, label)
  const disagreements = agreement.disagreements.slice(0, mostLines)
  const listed = { disagreements, checked: checked.filter(({ score }) => score < 1).slice(0, mostLines), suspects: suspects?.slice(0, mostLines) ?? null }
  const tasks = new Set([...listed.disagreements, ...listed.checked, ...(listed.suspects ?? [])].map(({ task }) => task))
  const images = await imagesOfTasks(db, project.id, [...tasks])
  return {
    people: names.map(({ id, name }) => personQuality({ id, name }, work.find((row) => row.id === id), checked)),
    agreement: agreement.project,
    labels: agreement.labels,
    pairs: agreement.pairs,
    ...listed,
    disagreeing: agreement.disagreements.length,
    gold: goldCount,
    suspectsReason: suspects ? '' : 'No model has learned from these labels yet. It does in projects with one label an image, once ML assist is on and enough images are labeled.',
    images: images.map(({ image, task, gold: known, settled }) => ({ id: image.id, task: task.id, fileName: image.fileName, thumb: imageView(image).thumb, state: task.state, gold: known, settled })),
    mostImages,
  }
}

function unitsOf(rows: { task: string; person: string; annotations: Annotation[] }[], current: (annotations: Annotation[]) => Annotation[]): Unit[] {
  const units = new Map<string, Unit>()
  for (const { task, person, annotations } of rows) {
    const unit = units.get(task) ?? { task, opinions: [] }
    unit.opinions.push({ person, annotations: current(annotations) })
    units.set(task, unit)
  }
  return [...units.values()]
}

function personQuality(person: { id: string; name: string }, work: Awaited<ReturnType<typeof measureWork>>[number] | undefined, checked: Checked[]): PersonQuality {
  const mean = (against: Checked['against']) => {
    const scores = checked.filter((each) => each.person === person.id && each.against === against).map(({ score }) => score)
    return scores.length === 0 ? null : { score: scores.reduce((sum, score) => sum + score, 0) / scores.length, images: scores.length }
  }
  const { submitted = 0, reviews = 0, returned = 0, medianSeconds = null, perHour = null } = work ?? {}
  return { ...person, submitted, gold: mean('gold'), review: mean('review'), reviews, returned, medianSeconds, perHour }
}

/**
 * Of each image the model keeps its likeliest label, how sure it is and by how far that leads. Another label's probability is then
 * at most what the second had; it is taken for that, so that no label is doubted more than the model does.
 */
function findSuspects(rows: Awaited<ReturnType<typeof labelsBesideModel>>, label: (id: string) => string | null): Suspect[] {
  const predictions = rows.flatMap((row): Prediction<string>[] => {
    const [given, predicted] = [label(row.given), label(row.predicted)]
    if (given === null || predicted === null) return []
    const second = Math.max(0, row.confidence - row.margin)
    return [{ item: row.task, given, probabilities: given === predicted ? { [predicted]: row.confidence } : { [predicted]: row.confidence, [given]: second } }]
  })
  return findLabelErrors(predictions).map(({ item, ...rest }) => ({ task: item, ...rest }))
}
