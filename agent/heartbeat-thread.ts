import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { HeartbeatRequest, HeartbeatResponse } from '@/lib/protocol/messages'
import { createLoad, type LoadOptions } from './machine/load'
import { Studio, StudioError } from './studio'

/** What the agent's main thread tells the thread of its heartbeats. */
export type BeatState = Pick<HeartbeatRequest, 'leases' | 'environments' | 'buildLog' | 'python' | 'pythonProblem' | 'log' | 'orders' | 'bye'>

/** What the thread tells back. `last` where the studio has heard the farewell. */
export type BeatNews = ({ kind: 'verdicts'; last: boolean } & HeartbeatResponse) | { kind: 'refused'; code: string; message: string }

export interface BeatSetup extends LoadOptions {
  kind: 'heartbeats'
  url: string
  token: string
  session: string
  heartbeatMs: number
}

/** Lines that the studio hears of once; all else is a state, told again each time. */
const lines = ['buildLog', 'log'] as const

/** Heartbeats from a thread of their own: a main thread that is starved for a while does not look dead. */
export async function beat(): Promise<void> {
  const port = parentPort!
  first()
  const { url, token, session, heartbeatMs, ...watched } = workerData as BeatSetup
  const studio = new Studio(url, token)
  const load = createLoad(watched)
  let state: BeatState = { leases: [], environments: [], buildLog: [], python: null, pythonProblem: null, log: [], orders: 'work', bye: false }
  let wake = new AbortController()
  let held = false
  port.on('message', (next: BeatState) => {
    const telling = told(state) !== told(next) || next.buildLog.length > 0
    state = { ...next, buildLog: [...state.buildLog, ...next.buildLog], log: [...state.log, ...next.log] }
    if (telling && held) wake.abort()
  })
  for (;;) {
    const sent = { ...state }
    // With lines to tell the answer is not held, so that giving up a held one never sends a line twice.
    held = lines.every((name) => sent[name].length === 0) && !sent.bye
    const body: HeartbeatRequest = { session, ...sent, load: await load(sent.leases.length), waitMs: held ? heartbeatMs : 0 }
    try {
      const answer = await studio.post<HeartbeatResponse>('heartbeat', body, { signal: wake.signal, timeoutMs: Math.max(2_000, 3 * heartbeatMs) })
      for (const name of lines) state[name].splice(0, sent[name].length)
      port.postMessage({ kind: 'verdicts', last: sent.bye, ...answer } satisfies BeatNews)
      // A build may say much, and a lease that is to end is told of until it has: neither without a pause.
      if (!held || answer.leases.some((lease) => lease.verdict !== 'keep')) await sleep(sent.bye ? 1_000 : 300)
    } catch (error) {
      if (wake.signal.aborted) wake = new AbortController()
      else if (error instanceof StudioError && !error.passing) {
        port.postMessage({ kind: 'refused', code: error.code, message: error.message } satisfies BeatNews)
        return
      } else await sleep(Math.min(1000, heartbeatMs))
    }
  }
}

/** What the studio is told of at once when it changes. */
function told(state: BeatState): string {
  return JSON.stringify({ ...state, leases: [], buildLog: [], log: [] })
}

/** On a starved host the heartbeats come before the steps. Of this thread alone, where the host allows it. */
function first(): void {
  try {
    if (process.platform === 'linux') os.setPriority(0, os.constants.priority.PRIORITY_ABOVE_NORMAL)
  } catch {
    // Not root: the scheduler is fair enough for a thread that hardly works.
  }
}
