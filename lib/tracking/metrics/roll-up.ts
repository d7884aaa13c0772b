import { chunkSizes, dropStaleChunks, insertCoarserChunks, insertFinestChunks, lockSeries, markRolled, pointsAfterChunks, type PointColumns } from '@/db/queries/series-chunks'
import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'
import { chunksOf, type Points } from './chunks-of'

/** Points that are held at once. */
const most = 65_536

/** Gathers the points of one metric of one run into chunks, so that charts of many points stay fast. Changes no chart. */
export async function rollUp(db: Context['db'], series: { run: number; key: number }): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await lockSeries(tx, series))) return
    await dropStaleChunks(tx, series)
    while (await addFinestChunks(tx, series)) continue
    for (const [index, size] of chunkSizes.slice(1).entries()) await insertCoarserChunks(tx, { ...series, from: chunkSizes[index]!, size })
    await markRolled(tx, series)
  })
}

/** The newest point stays outside, so that there is one to say where the chunks end. True where there may be more. */
async function addFinestChunks(tx: Pick<Database, 'execute'>, series: { run: number; key: number }): Promise<boolean> {
  const found = await pointsAfterChunks(tx, { ...series, limit: most + 1 })
  const points = withoutLast(found)
  const chunks = chunksOf(points, chunkSizes[0], found.chunks)
  if (chunks.length > 0) await insertFinestChunks(tx, series, chunks)
  return points.values.length === most
}

function withoutLast({ steps, instants, values }: PointColumns): Points {
  const cells = (array: string | null) => array?.slice(1, -1).split(',').slice(0, -1) ?? []
  return { steps: cells(steps), instants: cells(instants), values: cells(values).map(Number) }
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
