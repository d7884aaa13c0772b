import type { NextOrder } from '@/db/queries/labeling/claims'
import { findAssist, lastRound } from '@/db/queries/labeling/assist'
import type { Queryable } from '@/db/queries/labeling/projects'

/** Of the images handed out: proposals to confirm, what teaches the model most, and some that measure it without its influence. */
const shares = { confirm: 0.6, uncertain: 0.3 }

/** As long as no model has learned: those by which few labels teach most. The rest, drawn by chance, keeps the first measure honest. */
const firstShare = 0.9

/** Which image is to come next, by chance. As they came, where no model learns or the images were not looked at. */
export async function nextOrder(db: Queryable, projectId: string, chance: () => number = Math.random): Promise<NextOrder> {
  const assist = await findAssist(db, projectId)
  if (!assist?.settings.on || !(assist.roundId || assist.described)) return 'plain'
  const drawn = chance()
  if (!assist.roundId) return drawn < firstShare ? 'first' : 'random'
  // Where nothing is proposed there is nothing to confirm, and typical images still teach most.
  if (drawn < shares.confirm) return (await lastRound(db, projectId))?.threshold != null && !assist.stopped ? 'confirm' : 'first'
  return drawn < shares.confirm + shares.uncertain ? 'uncertain' : 'random'
}
