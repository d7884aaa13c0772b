import { findAssist, recentAnswers, updateAssist } from '@/db/queries/labeling/assist'
import { clearProposals, reopenAccepted } from '@/db/queries/labeling/predictions'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import type { ProjectRow } from '@/db/queries/labeling/projects'
import { countedIn } from './learns'
import { reasonToStop, watched } from './measure'

/**
 * Stops proposals where people agree with them too seldom. What was accepted without a person goes back to the people then, since
 * nothing vouches for it any more. A transaction of its own, after the answer's: it locks the project's row before any image,
 * as everything does that proposes, while people who submit hold their image alone.
 */
export async function judge(ctx: Context, project: Pick<ProjectRow, 'id' | 'name' | 'kinds' | 'tags'>): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const assist = await findAssist(tx, project.id, { lock: true })
    if (!assist?.roundId || assist.stopped) return
    const reason = reasonToStop(await recentAnswers(tx, assist.roundId, watched), assist.settings.target, countedIn(project))
    if (!reason) return
    await clearProposals(tx, project.id)
    const images = await reopenAccepted(tx, project.id)
    const given = images === 0 ? '' : images === 1 ? ' The image that was accepted without a person is to be labeled by people.' : ` The ${images} images that were accepted without a person are to be labeled by people.`
    await updateAssist(tx, project.id, { stopped: `${reason}${given}` })
    await recordActivity({ workspace: ctx.workspace, actor: { kind: 'system', name: 'Labeling' }, db: tx }, { action: 'labeling.assist_stopped', object: { kind: 'labeling', id: project.id, name: project.name }, details: { images } })
  })
}
