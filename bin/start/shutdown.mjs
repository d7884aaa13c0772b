// Stops what was started, last first, once, for every reason to stop.
import { say, dim } from './terminal.mjs'

/**
 * @returns {{ signal: AbortSignal, onStop(name: string, work: () => Promise<void> | void): void, stop(): Promise<void>, requested: Promise<string> }}
 *   `requested` resolves with the reason when somebody wants the launcher to end.
 */
export function shutdown() {
  const abort = new AbortController()
  const works = []
  let stopping = null
  const stop = () => (stopping ??= run())
  const requested = new Promise((resolve) => {
    const ask = (reason) => {
      abort.abort(new Stopped(reason))
      resolve(reason)
    }
    // A second Ctrl-C changes nothing: the stop has its own deadlines, and an interrupted one would leave processes behind.
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => ask(name))
    watchParent(() => ask('npm ended'))
  })
  return { signal: abort.signal, onStop: (name, work) => works.push({ name, work }), stop, requested }

  async function run() {
    for (const { name, work } of works.reverse()) {
      try {
        await work()
      } catch (error) {
        say(dim(`  ${name}: ${error.message}`))
      }
    }
  }
}

/** Thrown through whatever was under way when the launcher is asked to stop. */
export class Stopped extends Error {}

/** Under `npm start`, npm's end is ours: nobody would be left to press Ctrl-C. */
function watchParent(end) {
  if (process.env.npm_lifecycle_event !== 'start') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, 500)
  timer.unref()
}
