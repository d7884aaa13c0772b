import { DuckEngine } from '../engine'
import type { Operation } from '../operation'
import { readTableMeta, writeParquet, type TableMeta } from '../write-parquet'
import { openTable } from './table-file'

export interface DrawJob {
  file: string
  /** At most so many rows. */
  rows: number
  /** The same seed on the same file draws the same rows. */
  seed: number
  /** The Parquet file to write. */
  out: string
}

/** Rows that lie together in a file of ours: what a scan can skip or must read as a whole. */
const stretchRows = 122_880
/** From a longer table than this many stretches, only so many are read. */
export const mostStretches = 10

/**
 * Writes a sample of a Parquet file, in the file's order: one row drawn from each of `rows` equal parts, so that every place
 * of the table is in it. Of a table longer than ten stretches of 122,880 rows, the parts are those of ten stretches spread
 * over it, since each of them costs a reading.
 */
export const drawSample: Operation<DrawJob, TableMeta> = async (job, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, job.file)
    if (columns.length === 0) throw new Error('The table has no columns.')
    const { rows: total } = await readTableMeta(engine, job.file)
    const parts = drawnRows(total, job.rows, job.seed).map(
      (numbers) => `select * from ${relation} where file_row_number between ${numbers[0]} and ${numbers.at(-1)} and file_row_number in (${numbers.join(', ')})`,
    )
    const all = parts.length > 0 ? parts.join(' union all ') : `select * from ${relation} limit 0`
    return await writeParquet(engine, `select * exclude (file_row_number) from (${all}) order by file_row_number`, job.out)
  } finally {
    connection.closeSync()
  }
}

/** Row numbers of a sample of `rows` of `total`, ascending, one list a stretch of the file. */
export function drawnRows(total: number, rows: number, seed: number): number[][] {
  if (total === 0) return []
  const stretches = Math.ceil(total / stretchRows)
  const taken = Math.min(stretches, mostStretches)
  const chosen = Array.from({ length: taken }, (_, index) => Math.floor((index * stretches) / taken))
  const lengthOf = (stretch: number) => Math.min(stretchRows, total - stretch * stretchRows)
  const all = chosen.reduce((sum, stretch) => sum + lengthOf(stretch), 0)
  const wanted = Math.min(rows, all)
  const random = generator(seed)
  const lists: number[][] = []
  let before = 0
  for (const stretch of chosen) {
    const length = lengthOf(stretch)
    // Cumulative shares, rounded: they add up to exactly what is wanted.
    const count = Math.round(((before + length) * wanted) / all) - Math.round((before * wanted) / all)
    before += length
    const numbers = Array.from({ length: count }, (_, part) => {
      const [from, to] = [Math.floor((part * length) / count), Math.floor(((part + 1) * length) / count)]
      return stretch * stretchRows + from + Math.floor(random() * (to - from))
    })
    if (numbers.length > 0) lists.push(numbers)
  }
  return lists
}

/** Mulberry32: the same numbers in [0, 1) from the same seed on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
