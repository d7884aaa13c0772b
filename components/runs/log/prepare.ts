import type { LogLine } from '@/lib/runs/schema'
import { parseAnsi, type AnsiColour, type Span } from './ansi'

/** One line on the screen; a chunk with line breaks makes several. */
export interface LogRow {
  key: string
  node: string
  attempt: number
  stream: LogLine['stream']
  at: string
  text: string
  spans: Span[]
}

export function prepareRows(lines: LogLine[]): LogRow[] {
  return lines.flatMap((line) =>
    line.text
      .replace(/\r?\n$/, '')
      .split('\n')
      .map((raw, index) => ({ key: `${line.node}.${line.attempt}.${line.seq}.${index}`, node: line.node, attempt: line.attempt, stream: line.stream, at: line.at, ...parseAnsi(raw) })),
  )
}

export interface Match {
  /** Place of the row. */
  row: number
  from: number
  to: number
}

/** Where `needle` occurs, ignoring case, in the order of reading. At most `limit`. */
export function searchRows(rows: LogRow[], needle: string, limit = 10_000): Match[] {
  const wanted = needle.toLowerCase()
  const matches: Match[] = []
  if (wanted === '') return matches
  for (let row = 0; row < rows.length && matches.length < limit; row++) {
    const text = (rows[row] as LogRow).text.toLowerCase()
    // Lower case of a few letters is longer; places would be off, so such a line is left to the exact case.
    const haystack = text.length === (rows[row] as LogRow).text.length ? text : (rows[row] as LogRow).text
    for (let from = haystack.indexOf(wanted); from !== -1; from = haystack.indexOf(wanted, from + wanted.length)) matches.push({ row, from, to: from + wanted.length })
  }
  return matches.slice(0, limit)
}

export interface Piece {
  text: string
  colour: AnsiColour | null
  bold: boolean
  /** Index among the row's matches; null outside of them. */
  match: number | null
}

/** A row cut wherever its look changes. The pieces joined are the row's text. */
export function pieces(row: Pick<LogRow, 'text' | 'spans'>, matches: { from: number; to: number }[]): Piece[] {
  const cuts = new Set([0, row.text.length])
  for (const { from, to } of [...row.spans, ...matches]) cuts.add(from).add(to)
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] as number
    const span = row.spans.find((entry) => entry.from <= from && entry.to >= to)
    const match = matches.findIndex((entry) => entry.from <= from && entry.to >= to)
    return { text: row.text.slice(from, to), colour: span?.colour ?? null, bold: span?.bold ?? false, match: match === -1 ? null : match }
  })
}

/** 14:03:07.120 in the reader's own zone. */
export function clock(instant: string): string {
  const at = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`
}
