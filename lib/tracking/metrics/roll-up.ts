import { chunkSizes, dropStaleChunks, insertCoarserChunks, insertFinestChunks, lockSeries, markRolled } from '@/db/queries/series-chunks'
import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'

/** Gathers the points of one metric of one run into chunks, so that charts of many points stay fast. Changes no chart. */
export async function rollUp(db: Context['db'], series: { run: number; key: number }): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await lockSeries(tx, series))) return
    await dropStaleChunks(tx, series)
    await insertFinestChunks(tx, series)
    for (const [index, size] of chunkSizes.slice(1).entries()) await insertCoarserChunks(tx, { ...series, from: chunkSizes[index]!, size })
    await markRolled(tx, series)
  })
}

const waiting = new Map<string, { run: number; key: number }>()
let working = false

/** Rolls up after the answer, one series after the other. What is lost with the process, the next point or chart asks for again. */
export function rollUpLater(db: Database, run: number, keys: number[]): void {
  for (const key of keys) waiting.set(`${run}:${key}`, { run, key })
  if (!working && waiting.size > 0) void work(db)
}

async function work(db: Database): Promise<void> {
  working = true
  for (const [name, series] of waiting) {
    waiting.delete(name)
    await rollUp(db, series).catch((error: unknown) => console.error(`The points of run ${series.run} could not be rolled up:`, error))
  }
  working = false
}
