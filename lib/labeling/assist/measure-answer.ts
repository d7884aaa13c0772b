import { lastRound, putAnswer } from '@/db/queries/labeling/assist'
import type { TaskRow } from '@/db/queries/labeling/images'
import { findPrediction } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { updateTask, type findSubmission } from '@/db/queries/labeling/tasks'

type Submission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>

/**
 * Compares what a person has submitted with what the model thought of the image. In the transaction of the submission; the task
 * is locked. True where the model was sure, so that it is to be judged anew.
 */
export async function measureAnswer(tx: Queryable, task: TaskRow, { userId, annotations }: Pick<Submission, 'userId' | 'annotations'>): Promise<boolean> {
  const thought = await findPrediction(tx, task.id)
  if (task.proposals.length > 0) await updateTask(tx, task.id, { proposals: [] })
  if (!thought?.roundId || !thought.label || thought.confidence === null) return false
  const tags = annotations.filter(({ shape }) => shape.kind === 'tag')
  if (tags.length === 0) return false
  const round = await lastRound(tx, task.projectId)
  if (!round || round.id !== thought.roundId) return false
  const sure = round.threshold !== null && thought.confidence >= round.threshold
  const kind = !sure ? 'below' : task.proposals.length > 0 ? 'shown' : 'blind'
  await putAnswer(tx, { taskId: task.id, userId, projectId: task.projectId, roundId: round.id, kind, confidence: thought.confidence, right: tags.some(({ label }) => label === thought.label) })
  return sure
}
