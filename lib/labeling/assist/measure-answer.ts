import { findAssist, lastRound, putAnswer, type RoundRow } from '@/db/queries/labeling/assist'
import type { TaskRow } from '@/db/queries/labeling/images'
import { findPrediction, type PredictionRow } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { updateTask, type findSubmission } from '@/db/queries/labeling/tasks'
import { answerThings } from './answer-things'
import { limitsOf } from './measure'

type Submission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>
type Given = Pick<Submission, 'userId' | 'annotations'>

/**
 * Compares what a person has submitted with what the model thought of the image. In the transaction of the submission; the task
 * is locked. True where the model was sure, so that it is to be judged anew.
 */
export async function measureAnswer(tx: Queryable, task: TaskRow, given: Given): Promise<boolean> {
  const thought = await findPrediction(tx, task.id)
  if (task.proposals.length > 0) await updateTask(tx, task.id, { proposals: [] })
  if (!thought?.roundId || thought.confidence === null) return false
  const round = await lastRound(tx, task.projectId)
  if (!round || round.id !== thought.roundId) return false
  return thought.several ? measureThings(tx, task, given, thought, round) : measureLabel(tx, task, given, thought, round)
}

async function measureLabel(tx: Queryable, task: TaskRow, { userId, annotations }: Given, { label, confidence }: PredictionRow, round: RoundRow): Promise<boolean> {
  const tags = annotations.filter(({ shape }) => shape.kind === 'tag')
  if (tags.length === 0 || !label || confidence === null) return false
  const sure = round.threshold !== null && confidence >= round.threshold
  const kind = !sure ? 'below' : task.proposals.length > 0 ? 'shown' : 'blind'
  await putAnswer(tx, { taskId: task.id, userId, projectId: task.projectId, roundId: round.id, kind, confidence, right: tags.some((tag) => tag.label === label), things: null })
  return sure
}

async function measureThings(tx: Queryable, task: TaskRow, { userId, annotations }: Given, { several, confidence }: PredictionRow, round: RoundRow): Promise<boolean> {
  const assist = await findAssist(tx, task.projectId)
  const limits = limitsOf(round.report, assist?.settings.target ?? round.report.target)
  const sure = several!.filter((thing) => thing.confidence >= (limits[thing.label] ?? Infinity))
  if (sure.length === 0) return false
  const things = answerThings(sure, task.proposals, annotations)
  await putAnswer(tx, { taskId: task.id, userId, projectId: task.projectId, roundId: round.id, kind: task.proposals.length > 0 ? 'shown' : 'blind', confidence: confidence ?? 0, right: things.right === things.sure, things })
  return true
}
