import { readdirSync, readFileSync } from 'node:fs'

/** Of Linux everywhere that Node runs. */
const ticksPerSecond = 100
const intervalMs = 100

/**
 * Counts the seconds of processor that the programs below a process take whose command line has `word` in it. On a machine that others
 * use too they tell more than the clock does. Looks ten times a second: the last moment of one that ends in between is not seen.
 * @param {number} pid
 * @param {string} word
 * @returns {() => number} stops; answers the seconds, NaN where the system does not tell
 */
export function watchProcessor(pid, word) {
  const first = new Map(ticksBelow(pid, word))
  const last = new Map(first)
  const look = () => ticksBelow(pid, word).forEach(([id, ticks]) => last.set(id, ticks))
  const timer = setInterval(look, intervalMs)
  return () => {
    clearInterval(timer)
    look()
    if (last.size === 0) return Number.NaN
    return [...last].reduce((sum, [id, ticks]) => sum + ticks - (first.get(id) ?? 0), 0) / ticksPerSecond
  }
}

function ticksBelow(pid, word) {
  const all = processes()
  const below = new Set([pid])
  for (let before = 0; before < below.size; ) {
    before = below.size
    for (const entry of all) if (below.has(entry.parent)) below.add(entry.pid)
  }
  return all.filter((entry) => below.has(entry.pid) && commandOf(entry.pid).includes(word)).map((entry) => [entry.pid, entry.ticks])
}

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => statOf(name) ?? [])
  } catch {
    return []
  }
}

function statOf(name) {
  try {
    // The command stands in parentheses and may hold spaces.
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')
    return { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    return undefined
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
