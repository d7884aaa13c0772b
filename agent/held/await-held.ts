import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ChildError } from '@/lib/duckdb/child-error'
import { splitLines, type SpooledLine } from '@/lib/process/spool'
import { isSameProcess } from '@/lib/process/start-of'
import { endHeld, hasResult, type Held } from './held-lease'

export interface AwaitOptions {
  signal: AbortSignal
  onLog: (line: string, stream: 'stdout' | 'stderr' | 'system') => void
  /** Lines of the child that the studio has already. */
  skip: number
}

const lookMs = 150
const adoptMs = 10_000
/** From SIGTERM to SIGKILL, and from a child's end to the result that somebody writes for it. */
const graceMs = 5_000
const lateMs = 2_000

/** Waits for the result of a step that a former process has started, passing its log on. @throws ChildError where the child is gone without one */
export async function awaitHeld(held: Held, { signal, onLog, skip }: AwaitOptions): Promise<unknown> {
  const tail = new Tail(path.join(held.folder, 'log.jsonl'))
  const pass = () =>
    tail.read(({ n, text, stream }) => {
      const rest = splitLines(text).slice(Math.max(0, skip - n))
      if (rest.length > 0) onLog(rest.join('\n'), stream)
    })
  let adopted = -Infinity
  let ended: number | undefined
  let killed: number | undefined
  for (;;) {
    if (performance.now() - adopted > adoptMs) {
      writeFileSync(path.join(held.folder, 'adopted'), String(process.pid))
      adopted = performance.now()
    }
    pass()
    if (hasResult(held.folder)) {
      pass()
      return JSON.parse(readFileSync(path.join(held.folder, 'result.json'), 'utf8'))
    }
    const now = performance.now()
    if (signal.aborted) {
      if (killed === undefined) endHeld(held, 'SIGTERM')
      else if (now - killed > graceMs) endHeld(held, 'SIGKILL')
      killed ??= now
    }
    if (!isSameProcess(held.pid, held.started)) {
      ended ??= now
      if (signal.aborted || now - ended > lateMs) throw new ChildError(signal.aborted ? 'cancelled' : 'crashed', 'The process that did this step died while the agent was away.')
    }
    await sleep(lookMs)
  }
}

/** Reads what is appended to a file of JSON lines. */
class Tail {
  private offset = 0
  private rest = ''
  constructor(private readonly file: string) {}

  read(use: (line: SpooledLine) => void): void {
    let fd: number
    try {
      fd = openSync(this.file, 'r')
    } catch {
      return
    }
    try {
      const buffer = Buffer.alloc(1 << 16)
      for (let count = readSync(fd, buffer, 0, buffer.length, this.offset); count > 0; count = readSync(fd, buffer, 0, buffer.length, this.offset)) {
        // Cut at a line's end, so that no character is cut.
        const end = buffer.subarray(0, count).lastIndexOf(0x0a) + 1
        const taken = end > 0 ? end : count
        const lines = (this.rest + buffer.toString('utf8', 0, taken)).split('\n')
        this.rest = lines.pop()!
        this.offset += taken
        for (const line of lines) if (line !== '') use(JSON.parse(line) as SpooledLine)
        if (end === 0 && count < buffer.length) return
      }
    } finally {
      closeSync(fd)
    }
  }
}
