// One launcher per home, one build per clone: a lock file that names its holder by pid and start time, so that a stale one never blocks.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTime } from '../../db/embedded/processes.mjs'

/** What the lock file says of a holder that is still there; null otherwise. */
export function readHolder(file) {
  const content = read(file)
  return content && content.started && startTime(content.pid) === content.started ? content : null
}

/** The file's content whether or not its writer still runs. */
export function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Takes the lock or returns null when another process holds it.
 * @returns {{ former: object | null, update(change: object): void, release(): void } | null}
 */
export function takeLock(file, content = {}) {
  let state = { pid: process.pid, started: startTime(process.pid), ...content }
  const draft = `${file}.${process.pid}`
  for (let attempt = 0; attempt < 5; attempt++) {
    const former = read(file)
    if (readHolder(file)) return null
    if (former || attempt > 0) rmSync(file, { force: true })
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
    try {
      // Unlike a rename, a link fails when somebody else was quicker.
      linkSync(draft, file)
    } catch (error) {
      if (error.code === 'EEXIST') continue
      throw error
    } finally {
      rmSync(draft, { force: true })
    }
    return {
      former,
      update(change) {
        state = { ...state, ...change }
        writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
        renameSync(draft, file)
      },
      release: () => rmSync(file, { force: true }),
    }
  }
  return null
}

/** Takes the lock, waiting while another process holds it. `onWait` is called once when it has to. */
export async function waitForLock(file, onWait) {
  for (let told = false; ; await sleep(100)) {
    const lock = takeLock(file)
    if (lock) return lock
    if (!told) onWait()
    told = true
  }
}
