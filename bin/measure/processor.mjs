import { readdirSync, readFileSync } from 'node:fs'

/** Of Linux everywhere that Node runs. */
const ticksPerSecond = 100

/**
 * Seconds of processor that a process and all below it have taken, those that have ended included. On a machine that others use too
 * they tell more than the clock does.
 * @param {number} pid
 * @returns {number} NaN where the system does not tell
 */
export function processorSeconds(pid) {
  try {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => read(name) ?? [])
    const below = new Set([pid])
    for (let before = 0; before < below.size; ) {
      before = below.size
      for (const entry of all) if (below.has(entry.parent)) below.add(entry.pid)
    }
    return all.filter((entry) => below.has(entry.pid)).reduce((sum, entry) => sum + entry.ticks, 0) / ticksPerSecond
  } catch {
    return Number.NaN
  }
}

function read(name) {
  try {
    // The command stands in parentheses and may hold spaces.
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')
    return { pid: Number(name), parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) }
  } catch {
    return undefined
  }
}
