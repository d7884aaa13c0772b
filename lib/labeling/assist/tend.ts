import { deleteArrivals, dueProjects, forgetArrivals, lockAssist, updateAssist, type DueRow } from '@/db/queries/labeling/assist'
import { findProject } from '@/db/queries/labeling/projects'
import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { oneAtATime } from '@/lib/process/one-at-a-time'
import { readRun } from '@/lib/runs/read'
import { firstLabels, moreLabels } from './measure'
import { defaultSettings } from './schema'
import { fewestClasses, learnsOf } from './learns'
import { startLearning } from './start-learning'
import { startDescribing } from './start-run'
import { takeDescriptions, takeRound } from './take-in'

/** Seconds to wait after a run that failed; twice as long each time, an hour at most. */
const pause = (failures: number) => Math.min(3_600, 15 * 2 ** Math.min(failures, 10))

/**
 * Goes on with every project in which something came in: takes in what runs have found, which may last, and starts the next. One
 * studio at a time does this. What came in is forgotten only after it was acted on, so that a studio that dies leaves it to the next.
 */
export const tendAssist = oneAtATime(async (db: Database) => {
  await forgetArrivals(db)
  for (const due of await dueProjects(db))
    try {
      if (due.run_id || hasWork(due)) await tendProject(db, due)
      // Images that come now are looked at together, in a moment.
      if (!due.arriving) await deleteArrivals(db, due.arrivals)
    } catch (error) {
      console.error(`The model of the labeling project ${due.project} could not go on:`, error)
    }
})

const wantsToLearn = ({ labels, classes, trained, unthought, ...project }: DueRow) => classes >= fewestClasses(learnsOf(project)) && (trained === null ? labels >= firstLabels(classes) : labels >= trained + moreLabels || unthought > 0)
/** Boxes are learned from the pictures themselves. */
const wantsToDescribe = (due: DueRow) => due.fresh > 0 && !due.arriving && learnsOf(due) !== 'things'
const hasWork = (due: DueRow) => wantsToDescribe(due) || wantsToLearn(due)

async function tendProject(db: Database, due: DueRow): Promise<void> {
  const ctx: Context = { workspace: { id: due.workspace_id, slug: due.workspace_slug, name: due.workspace_name }, actor: { kind: 'system', name: 'Labeling' }, db }
  const project = await findProject(db, due.workspace_id, due.project)
  if (!project) return
  const assist = await lockAssist(db, project.id, defaultSettings)
  try {
    if (assist.runId) {
      if (due.run_state === 'succeeded') return assist.work === 'learn' ? await takeRound(ctx, project, assist) : await takeDescriptions(ctx, project, assist)
      return await updateAssist(db, project.id, { runId: null, work: null, problem: await reasonOf(ctx, assist.runId, due.run_state), failures: assist.failures + 1, trySeconds: pause(assist.failures) })
    }
    // Labels first: they are few, and people wait for what comes of them.
    if (wantsToLearn(due) && (await startLearning(ctx, project, assist))) return
    if (wantsToDescribe(due)) await startDescribing(ctx, project, assist, due.classes)
  } catch (error) {
    const problem = isAppError(error) ? error.message : 'Something failed inside the studio; its log has the cause.'
    await updateAssist(db, project.id, { runId: null, work: null, problem, failures: assist.failures + 1, trySeconds: pause(assist.failures) })
    throw error
  }
}

async function reasonOf(ctx: Context, runId: string, state: DueRow['run_state']): Promise<string> {
  if (state === null) return 'The run was deleted.'
  if (state === 'cancelled') return 'The run was cancelled.'
  const failed = (await readRun(ctx, runId)).steps.find((step) => step.state === 'failed')
  return failed ? `“${failed.name}” failed: ${failed.message}` : 'The run failed.'
}
