import { lastRound, lockAssist, updateAssist, updateRound } from '@/db/queries/labeling/assist'
import { clearProposals, reopenAccepted } from '@/db/queries/labeling/predictions'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { requireProject } from '../read-project'
import { leastOf } from './measure'
import { propose } from './propose'
import { readAssist } from './read-assist'
import { defaultSettings, UpdateAssistInput, type AssistView } from './schema'

/** Changes what is given, for the model as it is: another precision moves its threshold at once. Switched off, proposals are gone at once; what people have accepted stays. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function updateSettings(ctx: Context, projectId: string, input: UpdateAssistInput): Promise<AssistView> {
  authorize(ctx, 'labeling.manage')
  const change = parse(UpdateAssistInput, input)
  const project = await requireProject(ctx, projectId)
  await ctx.db.transaction(async (tx) => {
    const { settings, roundId, stopped } = await lockAssist(tx, project.id, defaultSettings)
    const next = { ...settings, ...change }
    await updateAssist(tx, project.id, { settings: next, ...(change.on && { trySeconds: null }) })
    const round = roundId ? await lastRound(tx, project.id) : undefined
    if (!next.on) await clearProposals(tx, project.id)
    else if (round && !stopped) {
      const threshold = next.target === settings.target ? round.threshold : leastOf(round.report, next.target)
      if (threshold !== round.threshold) await updateRound(tx, round.id, { threshold })
      await propose(tx, project, { ...round, threshold }, next)
    }
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.assist_changed', object: { kind: 'labeling', id: project.id, name: project.name }, details: { ...change } })
  })
  return readAssist(ctx, project.id)
}

/** Gives images that were accepted without a person back to the queue. @throws AppError `not_found`, `forbidden` */
export async function reopen(ctx: Context, projectId: string): Promise<{ images: number }> {
  authorize(ctx, 'labeling.manage')
  const project = await requireProject(ctx, projectId)
  return ctx.db.transaction(async (tx) => {
    const images = await reopenAccepted(tx, project.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.assist_reopened', object: { kind: 'labeling', id: project.id, name: project.name }, details: { images } })
    return { images }
  })
}
