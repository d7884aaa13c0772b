import { Worker } from 'node:worker_threads'
import type { BeatNews, BeatSetup, BeatState } from './heartbeat-thread'

export interface Heartbeats {
  /** Tells the thread what the next heartbeat says. */
  tell(state: BeatState): void
  stop(): Promise<number>
}

/** Starts the thread that keeps this agent's leases alive. It is the same program, started as a thread. */
export function startHeartbeats(program: string | URL, setup: BeatSetup, onNews: (news: BeatNews) => void): Heartbeats {
  const worker = new Worker(program, { workerData: setup })
  worker.on('message', onNews)
  worker.on('error', (error) => onNews({ kind: 'refused', code: 'internal', message: `The heartbeats failed: ${error.message}` }))
  worker.unref()
  return { tell: (state) => worker.postMessage(state), stop: () => worker.terminate() }
}
