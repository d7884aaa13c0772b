import { updateRound, type RoundRow } from '@/db/queries/labeling/assist'
import { acceptProposals, clearProposals, drawBlind, writeProposals } from '@/db/queries/labeling/predictions'
import type { Queryable } from '@/db/queries/labeling/projects'
import type { AssistSettings } from './schema'

/** Of the images that it is sure of, the share that people label blind where nothing is accepted without them. */
const blindShare = 0.1

/** Proposes what a round is sure enough of, in the place of what was proposed before, and accepts it where the manager lets it. The caller has locked the project's assist row. */
export async function propose(tx: Queryable, project: { id: string; name: string }, round: Pick<RoundRow, 'id' | 'number' | 'threshold'>, settings: AssistSettings): Promise<void> {
  await clearProposals(tx, project.id)
  if (!settings.on || round.threshold === null) return
  await drawBlind(tx, project.id, settings.autoAccept ? settings.auditShare : blindShare)
  const proposed = await writeProposals(tx, project.id, { roundId: round.id, threshold: round.threshold, model: `${project.name} ${round.number}` })
  await updateRound(tx, round.id, { proposed })
  if (settings.autoAccept) await acceptProposals(tx, project.id)
}
