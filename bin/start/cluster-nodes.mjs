// Nodes of clusters on this machine outlive the studio's process, so that its restart ends no step. With the launcher they end.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTime } from '../../db/embedded/processes.mjs'

/**
 * Asks every node of this home to end, and waits for them; what has not ended after `graceMs` is killed.
 * @param {string} home
 * @param {number} [graceMs]
 * @returns {Promise<number>} how many there were
 */
export async function endClusterNodes(home, graceMs = 5000) {
  const nodes = marks(path.join(home, 'clusters')).filter(isSame)
  for (const { pid } of nodes) signal(pid, 'SIGTERM')
  for (const until = Date.now() + graceMs; Date.now() < until && nodes.some(isSame); ) await sleep(100)
  for (const node of nodes) if (isSame(node)) signal(node.pid, 'SIGKILL')
  return nodes.length
}

/** What the studio wrote beside each node: its process, and when that started. */
function marks(folder) {
  return list(folder).flatMap((cluster) =>
    list(path.join(folder, cluster)).flatMap((node) => {
      try {
        return [JSON.parse(readFileSync(path.join(folder, cluster, node, 'node.json'), 'utf8'))]
      } catch {
        return []
      }
    }),
  )
}

function list(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Never a later process of the same id. */
function isSame({ pid, started }) {
  return started !== null && startTime(pid) === started
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}
