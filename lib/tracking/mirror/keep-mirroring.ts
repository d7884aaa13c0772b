import type { Database } from '@/db/client'
import { oneAtATime } from '@/lib/process/one-at-a-time'
import { mirrorRuns } from './mirror-runs'

/** Brings tracked runs of pipelines up to date, however many wait, unless that goes on already. */
export const keepMirroring = oneAtATime(async (db: Database) => {
  while ((await mirrorRuns(db)) > 0);
})
