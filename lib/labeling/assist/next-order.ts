import type { NextOrder } from '@/db/queries/labeling/claims'
import { findAssist } from '@/db/queries/labeling/assist'
import type { Queryable } from '@/db/queries/labeling/projects'

/** Of the images handed out: proposals to confirm, what teaches the model most, and some that measure it without its influence. */
const shares = { confirm: 0.6, uncertain: 0.3 }

/** Which image is to come next, by chance. As they came, where no model has learned yet. */
export async function nextOrder(db: Queryable, projectId: string, chance: () => number = Math.random): Promise<NextOrder> {
  const assist = await findAssist(db, projectId)
  if (!assist?.roundId || !assist.settings.on) return 'plain'
  const drawn = chance()
  if (drawn < shares.confirm) return 'confirm'
  return drawn < shares.confirm + shares.uncertain ? 'uncertain' : 'random'
}
