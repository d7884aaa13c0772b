import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { isUserError, UserError } from '@/lib/catalog/user-error'
import type { Column } from '@/lib/catalog/types'
import { DuckEngine } from '../engine'
import { hashFile } from '../hash-file'
import { unpack, type Unpacked } from '../ingest/archive'
import { detectFormat, type Format } from '../ingest/format'
import { beginning } from '../ingest/beginning'
import { misfitMark } from '../ingest/checked'
import { explainCsv, readDelimited } from '../ingest/read-delimited'
import { readExcel } from '../ingest/read-excel'
import { explainJson, readJson } from '../ingest/read-json'
import { explainParquet, readParquet } from '../ingest/read-parquet'
import type { ReadingOptions } from '../ingest/options'
import type { Reading, Source } from '../ingest/source'
import { moveFile } from '../move-file'
import type { Operation, Surroundings } from '../operation'
import { manyThreads } from '../session'
import { writeParquet } from '../write-parquet'

export interface IngestJob {
  file: string
  /** As the person's computer names it; its ending helps where the bytes leave a doubt. */
  fileName: string
  /** Where the Parquet file goes. */
  out: string
  options?: ReadingOptions
  /** From so many bytes on, text is read on several threads. */
  largeBytes?: number
}

/** How much of it is read, for a look. */
export interface Extent {
  /** Bytes from the beginning of a text that are enough. */
  headBytes?: number
  /** The first of several files in an archive is read, where the options name none. */
  chooseFirst?: boolean
}

export interface IngestResult {
  digest: string
  /** Bytes of the Parquet file. */
  size: number
  rows: number
  columns: Column[]
  format: Format
  /** What a person should know of how the file was read. */
  notes: string[]
  /** Rows that do not fit the table, in a CSV file beside `out` (`….rejected`) with their lines and reasons. */
  rejected: { rows: number; file: string } | null
}

const readers: Record<Format, (reading: Reading) => Promise<Source>> = {
  csv: (reading) => readDelimited(reading),
  tsv: (reading) => readDelimited(reading, '\t'),
  json: readJson,
  parquet: readParquet,
  excel: readExcel,
}

const explainers: Record<Format, (message: string) => string | undefined> = {
  csv: explainCsv,
  tsv: explainCsv,
  json: explainJson,
  parquet: explainParquet,
  excel: explainCsv,
}

/** Reads a file of any known format into a Parquet file. @throws UserError that names what is wrong with the file, and where. */
export const ingest: Operation<IngestJob, IngestResult> = async ({ out, ...job }, surroundings) => {
  const rejects = `${out}.rejected`
  try {
    return await readSource(job, surroundings, async ({ engine, format, source, large }) => {
      const result = large ? await writeParquet(engine, source.query, out, asRead) : await writeParquet(engine, source.query, out)
      if (source.rejected) await moveFile(source.rejected.file, rejects)
      return { ...(await hashFile(out)), ...result, format, notes: source.notes, rejected: source.rejected ? { rows: source.rejected.rows, file: rejects } : null }
    })
  } catch (error) {
    rmSync(out, { force: true })
    rmSync(rejects, { force: true })
    throw error
  }
}

const largeBytes = 64 << 20

/**
 * No size of row groups is asked for: each piece of text that a thread reads (8 MB of CSV) gives one then. With a size, what is
 * there to be merged when a row group is begun would decide where it ends.
 */
const asRead = 0

interface Opened {
  engine: DuckEngine
  format: Format
  source: Source
  unpacked: Unpacked
  /** The text that was read is the beginning of a longer one. */
  partial: boolean
  /** Several threads read it. */
  large: boolean
}

/** Opens a file as a query that `use` runs; it may be called again, when a line or a value did not fit. */
export async function readSource<T>({ file, fileName, options = {}, largeBytes: from = largeBytes, headBytes, chooseFirst }: Omit<IngestJob, 'out'> & Extent, { session, memoryMb, log }: Surroundings, use: (opened: Opened) => Promise<T>): Promise<T> {
  const connection = await session.connect(memoryMb)
  const scratch = path.join(session.folder, 'scratch.txt')
  try {
    const engine = new DuckEngine(connection, log)
    const unpacking = { chooseFirst: chooseFirst ?? false }
    let unpacked = await unpack(file, fileName, `${scratch}.unpacked`, options, { ...unpacking, ...(headBytes && { headBytes }) })
    const format = detectFormat(unpacked.file, unpacked.fileName)
    const text = format === 'csv' || format === 'tsv'
    if (unpacked.cut && !text) unpacked = await unpack(file, fileName, `${scratch}.unpacked`, options, unpacking)
    const head = text && headBytes ? beginning(unpacked.file, `${scratch}.head`, headBytes, unpacked.cut, options.encoding) : undefined
    const read = head ?? unpacked.file
    const large = statSync(read).size >= from
    return await forgiving(format, { engine, file: read, scratch, options, partial: head !== undefined }, large, async (source) => {
      // Of a small file on one thread: how two share it decides which values a row group's dictionary lists first, and equal
      // files must give equal bytes. A large one is cut into the same pieces by any number of them.
      if (!large) await engine.run('set threads = 1')
      else if (text) await engine.run(`set threads = ${manyThreads()}`)
      const found = { ...(source.found ?? options), ...(unpacked.entry !== undefined && { entry: unpacked.entry }) }
      return use({ engine, format, unpacked, partial: head !== undefined, large: large && (text || format === 'json'), source: { ...source, found, notes: [...unpacked.notes, ...source.notes], doubts: [...unpacked.doubts, ...(source.doubts ?? [])] } })
    })
  } finally {
    await connection.run('set threads = 2')
    connection.closeSync()
    for (const ending of ['', '.body', '.rejects', '.unpacked', '.head']) rmSync(scratch + ending, { force: true })
  }
}

/**
 * Reads strictly, which is fast; once more row by row where a line does not fit, and with a look at every value first where one does not.
 * That a large text is one from end to end is found out beside the reading, and where it is not, it is read again as what it is.
 */
async function forgiving<T>(format: Format, reading: Reading, large: boolean, use: (source: Source) => Promise<T>): Promise<T> {
  const how = { tolerant: false, thorough: false }
  let beside = large
  for (;;) {
    const proofs: Promise<boolean>[] = []
    const proved = async () => (await Promise.all(proofs)).every(Boolean)
    // A failure to look is told by the look that comes before the next reading.
    const later = (proof: Promise<boolean>) => void proofs.push(proof.catch(() => false))
    try {
      const given = await explained(format, async () => use(await readers[format]({ ...reading, ...how, ...(beside && { later }) })))
      if (await proved()) return given
      beside = false
    } catch (error) {
      if (!(await proved())) beside = false
      else if (error instanceof Misfit && !how.thorough) how.thorough = true
      else if (error instanceof MalformedLine && !how.tolerant) how.tolerant = true
      else throw error
    }
  }
}

/** A value was not of the kind that the first rows proposed. */
class Misfit extends Error {}

/** A line that strict reading refused. */
class MalformedLine extends UserError {}

async function explained<T>(format: Format, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUserError(error) || !(error instanceof Error)) throw error
    if (error.message.includes(misfitMark)) throw new Misfit(error.message, { cause: error })
    if (/^Out of Memory Error/.test(error.message)) throw error
    if (/No space left|ENOSPC/.test(error.message)) throw new UserError('The disk of the studio is full. Free some space and try again.')
    const sentence = explainers[format](error.message)
    if (sentence && (format === 'csv' || format === 'tsv')) throw new MalformedLine(sentence, { cause: error })
    throw sentence ? new UserError(sentence, { cause: error }) : error
  }
}
