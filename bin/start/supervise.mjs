// Keeps a process running: what ends by itself is started again, later and later while it keeps ending.
import { setTimeout as sleep } from 'node:timers/promises'
import { duration, line, yellow } from './terminal.mjs'

const delays = [100, 1000, 2000, 5000, 10_000, 30_000]
const calmMs = 60_000

/**
 * @typedef {{ pid: number, exited: Promise<string>, stop(): Promise<void> }} Running
 * @param {string} name as the terminal shows it
 * @param {() => Promise<Running>} start
 * @param {{ onStart?: (running: Running) => void, hint?: string }} [options]
 */
export async function supervise(name, start, { onStart = () => {}, hint = '' } = {}) {
  let stopping = false
  let running = await start()
  const cancel = new AbortController()
  onStart(running)
  const loop = watch()
  return {
    get running() {
      return running
    },
    /** Ends the process so that it starts anew with what has changed. */
    restart: () => running.stop(),
    async stop() {
      stopping = true
      cancel.abort()
      await running.stop()
      await loop
    },
  }

  async function watch() {
    for (let failures = 0; ; ) {
      const since = Date.now()
      const how = await running.exited
      if (stopping) return
      failures = Date.now() - since > calmMs ? 0 : failures
      const delay = delays[Math.min(failures++, delays.length - 1)]
      line(yellow('!'), `${name} ended (${how}); starting it again${delay >= 1000 ? ` in ${duration(delay)}` : ''}.${failures > 2 ? ` ${hint}` : ''}`)
      running = await again(delay)
      if (stopping) return running.stop()
      onStart(running)
    }
  }

  /** A start that fails counts as an end: the watch goes on with the next, longer delay. */
  async function again(delay) {
    await sleep(delay, null, { signal: cancel.signal }).catch(() => null)
    if (stopping) return { pid: 0, exited: Promise.resolve('stopped'), stop: async () => {} }
    try {
      return await start()
    } catch (error) {
      return { pid: 0, exited: Promise.resolve(error.message), stop: async () => {} }
    }
  }
}
