import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '@/lib/catalog/user-error'
import { ChildError } from '@/lib/duckdb/child-error'
import type { KeeperReport, KeptEnd } from './keeper-messages'
import type { ProgramRun } from './spawn-program'

export interface KeptRun extends ProgramRun {
  /** Where the end is left should this process be gone by then; without it the program ends with it. */
  spool?: string | undefined
  /** Told the process id of the keeper. */
  onStart?: ((pid: number) => void) | undefined
}

const graceMs = 6_000

/** `spawnProgram` in a process of its own, which outlives this one where there is a spool. @throws UserError; ChildError */
export async function keepProgram({ signal, onLine, spool, onStart, ...run }: KeptRun): Promise<{ peakMb: number }> {
  if (signal.aborted) throw new Error('Cancelled')
  // Its own group, as the program has: Ctrl-C in the agent's terminal reaches neither.
  const keeper = fork(keeperFile(), { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { NODE_ENV: process.env.NODE_ENV ?? 'production', PATH: process.env.PATH, HOME: process.env.HOME } })
  if (keeper.pid) onStart?.(keeper.pid)
  let late: NodeJS.Timeout | undefined
  const cancel = () => {
    keeper.kill('SIGTERM')
    late = setTimeout(() => keeper.kill('SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const end = await new Promise<KeptEnd>((resolve) => {
      const crashed = (how: string) => resolve({ ok: false, user: false, reason: 'crashed', message: `The process that kept “${run.program}” died: ${how}.`, peakMb: 0 })
      keeper.on('message', (report: KeeperReport) => (report.kind === 'line' ? onLine(report.text, report.stream) : resolve(report.end)))
      keeper.on('error', (error) => crashed(error.message))
      keeper.on('exit', (code, name) => {
        const died = () => crashed(name ? `it was ended by ${name}` : `exit code ${code}`)
        // What it has told last may still be in the channel.
        if (keeper.connected) keeper.once('disconnect', died)
        else died()
      })
      keeper.send({ ...run, spool: spool ?? null })
    })
    return kept(end)
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', cancel)
  }
}

/** What a keeper told or left of a program's end. @throws UserError; ChildError */
export function kept(end: KeptEnd): { peakMb: number } {
  if (end.ok) return { peakMb: end.peakMb }
  throw end.user ? new UserError(end.message) : new ChildError(end.reason, end.message, end.peakMb)
}

/** Beside this program. */
function keeperFile(): string {
  return process.env.ATELIER_COMMAND_KEEPER ?? path.join(path.dirname(fileURLToPath(import.meta.url)), 'command-keeper.mjs')
}
