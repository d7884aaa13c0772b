// A warm start: from the launcher's first instruction until /api/health is 200, nothing rebuilt or seeded.
import { setTimeout as sleep } from 'node:timers/promises'
import { forkLauncher } from '../measure/launcher.mjs'

const repeats = 5

export async function rows(studio) {
  await studio.stop()
  const times = []
  for (let repeat = 0; repeat < repeats; repeat++) times.push(await measure(studio))
  await studio.restart()
  return [{ work: 'warm start until healthy, median', ours: median(times), limit: 3, unit: 's', against: 'own limit' }]
}

async function measure({ home, port }) {
  const begun = performance.now()
  const child = forkLauncher(home, port)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  while (!(await healthy(port))) {
    if (child.exitCode !== null) throw new Error(`The launcher ended with code ${child.exitCode}`)
    await sleep(10)
  }
  const seconds = (performance.now() - begun) / 1000
  child.kill('SIGINT')
  await exited
  return seconds
}

async function healthy(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`)).status === 200
  } catch {
    return false
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
