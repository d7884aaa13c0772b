import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { heldAfterMs } from '@/lib/process/spool'
import { isSameProcess, startOf } from '@/lib/process/start-of'
import type { Lease } from '@/lib/protocol/messages'

export type HeldKind = 'table' | 'python' | 'command'

/** What an agent notes of a step that has run for a moment, so that it can go on with it after it was killed and started again. */
export interface HeldNote {
  lease: Lease
  kind: HeldKind
  /** The child that does it, and when that started. */
  pid: number
  started: string | null
  /** The step's folder. */
  outDir: string
  memoryMb: number
  /** When it began, in milliseconds since 1970. */
  at: number
  /** How often an agent has come back for it; each has added one line to its log. */
  returns: number
}

export interface Held extends HeldNote {
  /** Where the child leaves its log and its result. */
  folder: string
}

const root = (home: string) => path.join(home, 'held')
const noteFile = (folder: string) => path.join(folder, 'lease.json')

/** Keeps a step's note, from a moment after its child has started until the step is over. */
export class Holder {
  readonly folder: string
  private timer: NodeJS.Timeout | undefined
  private since = Infinity

  constructor(
    home: string,
    private readonly step: Omit<HeldNote, 'pid' | 'started' | 'at' | 'returns'>,
  ) {
    this.folder = path.join(root(home), step.lease.id)
  }

  /** The child runs. */
  started(pid: number): void {
    clearTimeout(this.timer)
    const at = Date.now()
    this.since = performance.now()
    this.timer = setTimeout(() => this.note({ ...this.step, pid, started: startOf(pid), at, returns: 0 }), heldAfterMs)
  }

  /** The step is over: nobody need come back for it. */
  async release(): Promise<void> {
    clearTimeout(this.timer)
    // Sooner neither this process nor the child has written anything.
    if (performance.now() - this.since > heldAfterMs / 2) await forget(this.folder)
  }

  private note(note: HeldNote): void {
    // A note that cannot be written costs the step's place after a crash, not the step.
    try {
      writeNote(this.folder, note)
    } catch {
      // See above.
    }
  }
}

function writeNote(folder: string, note: HeldNote): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // It holds the lease's token.
  writeFileSync(`${noteFile(folder)}.new`, JSON.stringify(note), { mode: 0o600 })
  renameSync(`${noteFile(folder)}.new`, noteFile(folder))
}

/** Somebody has come back for it once more. */
export function noteReturn({ folder, ...note }: Held): void {
  writeNote(folder, { ...note, returns: note.returns + 1 })
}

/** What the agent's former process has left that still runs or has a result. What is of no use any more is removed. */
export function findHeld(home: string): Held[] {
  const found: Held[] = []
  for (const name of readNames(root(home))) {
    const folder = path.join(root(home), name)
    const note = readNote(folder)
    if (note && (hasResult(folder) || isSameProcess(note.pid, note.started))) found.push({ ...note, folder })
    else rmSync(folder, { recursive: true, force: true })
  }
  return found
}

/** Ends what a former process has started. */
export function endHeld(held: HeldNote, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (!isSameProcess(held.pid, held.started)) return
  try {
    process.kill(held.kind === 'command' ? held.pid : -held.pid, signal)
  } catch {
    // It has ended this moment.
  }
}

/** Removes what is kept of a step. */
export async function forget(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => {})
}

export function hasResult(folder: string): boolean {
  return readNames(folder).includes('result.json')
}

function readNote(folder: string): HeldNote | null {
  try {
    return JSON.parse(readFileSync(noteFile(folder), 'utf8')) as HeldNote
  } catch {
    return null
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
