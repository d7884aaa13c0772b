import type { DuckEngine } from '../engine'
import type { Finding } from './findings'
import type { ReadingOptions } from './options'

/** A file being read: where it is, and where working files may go. */
export interface Reading {
  engine: DuckEngine
  file: string
  /** A path that a reader may write to; removed afterwards, as is whatever has it as the beginning of its name. */
  scratch: string
  options: ReadingOptions
  /** Rows that do not fit are set aside and not refused: slower, so only once a reading was refused. */
  tolerant?: boolean
  /** Every value is looked at before a type is given: slower, so only once a value did not fit what the first rows had. */
  thorough?: boolean
  /** The file is the beginning of a longer one: its last row may be cut off. */
  partial?: boolean
  /** Takes what shows while the file is read that it is what it was taken for; where it is missing, that is found out before. */
  later?: (proof: Promise<boolean>) => void
}

/** What a reader found: a query over the file, and what a person should know of how it was read. */
export interface Source {
  query: string
  notes: string[]
  /** Notes that a person should decide on. */
  doubts?: string[]
  /** The options as they were found or given. */
  found?: ReadingOptions
  /** By column in order, what was found of it; nothing for formats that know their types. */
  findings?: Finding[]
  /** Of a workbook, in order. */
  sheets?: string[]
  /** Rows that were set aside, in a CSV file with their lines and reasons. */
  rejected?: { rows: number; file: string }
}
