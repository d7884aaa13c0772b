import type { DuckEngine } from '../engine'

/** A file being read: where it is, and where working files may go. */
export interface Reading {
  engine: DuckEngine
  file: string
  /** A path that a reader may write to; removed afterwards. */
  scratch: string
}

/** What a reader found: a query over the file, and what a person should know of how it was read. */
export interface Source {
  query: string
  notes: string[]
}
