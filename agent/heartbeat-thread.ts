import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { HeartbeatRequest, HeartbeatResponse } from '@/lib/protocol/messages'
import { Studio, StudioError } from './studio'

/** What the agent's main thread tells the thread of its heartbeats. */
export type BeatState = Pick<HeartbeatRequest, 'leases' | 'environments' | 'buildLog' | 'python' | 'pythonProblem'>

/** What the thread tells back. */
export type BeatNews = { kind: 'verdicts'; leases: HeartbeatResponse['leases'] } | { kind: 'refused'; code: string; message: string }

export interface BeatSetup {
  kind: 'heartbeats'
  url: string
  token: string
  session: string
  heartbeatMs: number
}

/** Heartbeats from a thread of their own: a main thread that is starved for a while does not look dead. */
export async function beat(): Promise<void> {
  const port = parentPort!
  const { url, token, session, heartbeatMs } = workerData as BeatSetup
  const studio = new Studio(url, token)
  let state: BeatState = { leases: [], environments: [], buildLog: [], python: null, pythonProblem: null }
  let wake = new AbortController()
  let held = false
  port.on('message', (next: BeatState) => {
    const telling = JSON.stringify({ ...state, leases: [], buildLog: [] }) !== JSON.stringify({ ...next, leases: [], buildLog: [] }) || next.buildLog.length > 0
    state = { ...next, buildLog: [...state.buildLog, ...next.buildLog] }
    if (telling && held) wake.abort()
  })
  for (;;) {
    const { buildLog } = state
    // With lines to tell the answer is not held, so that giving up a held one never sends a line twice.
    held = buildLog.length === 0
    const body: HeartbeatRequest = { session, ...state, load: load(), waitMs: held ? heartbeatMs : 0 }
    try {
      const answer = await studio.post<HeartbeatResponse>('heartbeat', body, { signal: wake.signal, timeoutMs: heartbeatMs + 10_000 })
      state.buildLog = state.buildLog.slice(buildLog.length)
      port.postMessage({ kind: 'verdicts', leases: answer.leases } satisfies BeatNews)
      // A build may say much, and a lease that is to end is told of until it has: neither without a pause.
      if (!held || answer.leases.some((lease) => lease.verdict !== 'keep')) await sleep(300)
    } catch (error) {
      if (wake.signal.aborted) wake = new AbortController()
      else if (error instanceof StudioError && !error.passing) {
        port.postMessage({ kind: 'refused', code: error.code, message: error.message } satisfies BeatNews)
        return
      } else await sleep(Math.min(1000, heartbeatMs))
    }
  }
}

let before = times()

/** How busy the processors were since the last look, from 0 to 1, and the memory in use. */
function load(): HeartbeatRequest['load'] {
  const now = times()
  const busy = now.busy - before.busy
  const all = now.all - before.all
  if (all > 0) before = now
  return { cpu: all > 0 ? Math.round((busy / all) * 100) / 100 : 0, memoryUsedMb: Math.round((os.totalmem() - os.freemem()) / 1e6), diskFreeMb: null, diskTotalMb: null, gpus: [], running: 0, cache: null }
}

function times(): { busy: number; all: number } {
  let [busy, all] = [0, 0]
  for (const { times: spent } of os.cpus()) {
    const total = spent.user + spent.nice + spent.sys + spent.irq + spent.idle
    busy += total - spent.idle
    all += total
  }
  return { busy, all }
}
