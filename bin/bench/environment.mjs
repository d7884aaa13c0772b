// How long a Python step waits for its environment, which is built already: with a warm process, and with none.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const rounds = 5

/** Rows of the benchmark table; smaller is better in all. `studio` is started by the runner, with its local agent. */
export async function rows(studio) {
  const { api } = studio
  const pipeline = await api('/pipelines', { name: 'Bench: a Python script', graph: { nodes: [{ id: 'script', component: 'script.python@1', params: { code: 'import pandas as pd\n\ndef main():\n    return pd.DataFrame({"a": [1]})\n' } }] } })
  await start(api, pipeline)
  const warm = []
  for (let round = 0; round < rounds; round++) warm.push(await start(api, pipeline))
  const cold = []
  for (let round = 0; round < rounds && process.platform === 'linux'; round++) {
    await endWarmProcesses(studio.home)
    cold.push(await start(api, pipeline))
  }
  const lines = [{ work: 'Start of a Python step, environment cached, warm process', ours: median(warm), limit: 100, unit: 'ms', against: 'own limit' }]
  if (cold.length > 0) lines.push({ work: 'Start of a Python step, environment cached, no process', ours: median(cold) / 1000, limit: 2, unit: 's', against: 'own limit' })
  return lines
}

/** Milliseconds from the moment at which the agent has the step until its code begins. */
async function start(api, pipeline) {
  let run = await api(`/pipelines/${pipeline.id}/runs`, { force: 'all' })
  while (run.endedAt === null) {
    await sleep(50)
    run = await api(`/runs/${run.id}`)
  }
  const [step] = run.steps
  const last = step.attempts.at(-1)
  if (step.state !== 'succeeded') throw new Error(`The Python step ${step.state}: ${step.message}`)
  return last.phases.starting
}

/** Ends the processes that this studio's agent keeps warm, as a machine that has just started has none. */
async function endWarmProcesses(home) {
  const found = warmProcesses(home)
  if (found.length === 0) throw new Error(`No warm Python process of ${home} was found`)
  for (const pid of found) process.kill(pid, 'SIGKILL')
  while (warmProcesses(home).some((pid) => found.includes(pid))) await sleep(20)
  // The agent notices before the next step comes.
  await sleep(200)
}

function warmProcesses(home) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const command = read(`/proc/${name}/cmdline`)
      return command.startsWith(home) && command.includes('atelier_runner.forkserver')
    })
    .map(Number)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
