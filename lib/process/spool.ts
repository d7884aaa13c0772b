import { appendFileSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A job that ends sooner is not worth holding: it is done again. */
export const heldAfterMs = 250
/** A child that nobody has asked for after this long, since its parent went, ends. */
const orphanMs = 2 * 60_000
const lookMs = 5_000
/** Lines kept in memory at least, for a parent that comes back. */
const keptLines = 2_000

/** `n` is the number of its first line, counted over the whole step. */
export interface SpooledLine {
  n: number
  text: string
  stream: 'stdout' | 'stderr' | 'system'
}

/** The lines of a text that was written as one. */
export function splitLines(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/)
}

/**
 * A folder in which a child leaves what it would have told a parent that is gone: `log.jsonl`, and `result.json` at the end.
 * Whoever goes on with the child touches `adopted` from time to time.
 */
export class Spool {
  private count = 0
  private last: SpooledLine[] = []
  private orphaned = false

  constructor(readonly folder: string) {}

  /** A line that is told to the parent too, while there is one: the last of them are kept, since it may not have passed them on. */
  line(text: string, stream: SpooledLine['stream']): void {
    const line = { n: this.count, text, stream }
    this.count += splitLines(text).length
    if (this.orphaned) return this.append([line])
    this.last.push(line)
    if (this.last.length > keptLines * 2) this.last.splice(0, keptLines)
  }

  /** The parent is gone. Calls `end` once nobody has asked for the child for two minutes from now on. */
  orphan(end: () => void): void {
    this.orphaned = true
    this.append(this.last.splice(0))
    const from = Date.now()
    setInterval(() => {
      if (Date.now() - Math.max(from, this.adoptedAt()) > orphanMs) end()
    }, lookMs)
  }

  private append(lines: SpooledLine[]): void {
    if (lines.length === 0) return
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    appendFileSync(path.join(this.folder, 'log.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  /** Written whole or not at all. */
  result(value: unknown): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    const file = path.join(this.folder, 'result.json')
    writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }

  private adoptedAt(): number {
    try {
      return statSync(path.join(this.folder, 'adopted')).mtimeMs
    } catch {
      return 0
    }
  }
}
