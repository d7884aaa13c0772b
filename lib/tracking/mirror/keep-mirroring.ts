import type { Database } from '@/db/client'
import { mirrorRuns } from './mirror-runs'

let busy = false

/** Brings tracked runs of pipelines up to date, however many wait, unless that goes on already. */
export async function keepMirroring(db: Database): Promise<void> {
  if (busy) return
  busy = true
  try {
    while ((await mirrorRuns(db)) > 0);
  } finally {
    busy = false
  }
}
