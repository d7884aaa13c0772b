import { findAssist, lastRound, putAnswer, recentAnswers, updateAssist } from '@/db/queries/labeling/assist'
import { clearProposals, findPrediction } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { updateTask, type findSubmission } from '@/db/queries/labeling/tasks'
import type { TaskRow } from '@/db/queries/labeling/images'
import type { Annotation } from '../shapes'
import { reasonToStop, watched } from './measure'

type Submission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>

/**
 * Compares what a person has submitted with what the model thought of the image, and stops its proposals where it is right
 * too seldom. In the transaction of the submission; the task is locked.
 */
export async function measureAnswer(tx: Queryable, task: TaskRow, { userId, annotations }: Pick<Submission, 'userId' | 'annotations'>): Promise<void> {
  const thought = await findPrediction(tx, task.id)
  if (task.proposals.length > 0) await updateTask(tx, task.id, { proposals: [] })
  if (!thought?.roundId || !thought.label || thought.confidence === null) return
  const tags = annotations.filter(({ shape }) => shape.kind === 'tag')
  if (tags.length === 0) return
  const round = await lastRound(tx, task.projectId)
  if (!round || round.id !== thought.roundId) return
  const sure = round.threshold !== null && thought.confidence >= round.threshold
  const kind = !sure ? 'below' : proposedTo(task) ? 'shown' : 'blind'
  await putAnswer(tx, { taskId: task.id, userId, projectId: task.projectId, roundId: round.id, kind, confidence: thought.confidence, right: tags.some(({ label }: Annotation) => label === thought.label) })
  if (kind === 'below') return
  const assist = await findAssist(tx, task.projectId)
  if (!assist || assist.stopped) return
  const reason = reasonToStop(await recentAnswers(tx, round.id, watched), assist.settings.target)
  if (!reason) return
  await updateAssist(tx, task.projectId, { stopped: reason })
  await clearProposals(tx, task.projectId)
}

const proposedTo = (task: TaskRow) => task.proposals.length > 0
