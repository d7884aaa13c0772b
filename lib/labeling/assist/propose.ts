import { updateRound, type RoundRow } from '@/db/queries/labeling/assist'
import { acceptProposals, clearProposals, drawBlind, writeProposals, writeSeveral } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import { limitsOf } from './measure'
import type { AssistSettings } from './schema'

/** Of the images that it is sure of, the share that people label blind where nothing is accepted without them. */
const blindShare = 0.1

/**
 * Proposes what a round is sure enough of, in the place of what was proposed before, and accepts it where the manager lets it: never
 * where there may be several labels or shapes, since what it did not find may be there all the same. The caller has locked the
 * project's assist row.
 */
export async function propose(tx: Queryable, project: { id: string; name: string }, round: Pick<RoundRow, 'id' | 'number' | 'threshold' | 'report'>, settings: AssistSettings): Promise<void> {
  await clearProposals(tx, project.id)
  if (!settings.on || round.threshold === null) return
  const accepts = settings.autoAccept && round.report.kind === 'label'
  await drawBlind(tx, project.id, accepts ? settings.auditShare : blindShare)
  const model = `${project.name} ${round.number}`
  const { report, threshold } = round
  const proposed =
    report.kind === 'label' ? await writeProposals(tx, project.id, { roundId: round.id, threshold, model }) : await writeSeveral(tx, project.id, { roundId: round.id, round: round.number, limits: limitsOf(report, settings.target), model })
  await updateRound(tx, round.id, { proposed })
  if (accepts) await acceptProposals(tx, project.id)
}
