// Many agents at one studio: what they cost it while they wait, and how long a claim takes. They are simulated, in this process.
import { setMaxListeners } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const agents = 500
const idleMs = 20_000
const perSecond = 200
const claims = 1_000
/** Of /proc/<pid>/stat, a second. */
const ticks = 100

export async function rows({ api, port }) {
  const pid = pidOfStudio(port)
  if (!pid) throw new Error('What a process costs is read from /proc, which is not here.')
  return measureAgents({ url: `http://127.0.0.1:${port}`, pid, register: (name) => api('/agents', { name }), submit: (graph) => api('/pipelines', { name: 'Bench: steps to claim', graph }).then(({ id }) => api(`/pipelines/${id}/runs`, { force: 'all' })) })
}

/** @param {{ url: string, pid: number, register: (name: string) => Promise<{ token: string }>, submit: (graph: object) => Promise<unknown> }} studio */
export async function measureAgents({ url, pid, register, submit }) {
  const crowd = []
  for (let at = 0; at < agents; at++) crowd.push(await join(url, (await register(`bench-${at}`)).token, at))
  const over = new AbortController()
  const waiting = new AbortController()
  // As real ones do: a heartbeat that is held, and a claim that waits.
  setMaxListeners(0, waiting.signal)
  const beats = crowd.map((agent) => repeat(() => agent.post('heartbeat', agent.beat()), over.signal))
  const waits = crowd.map((agent) => repeat(() => agent.post('claim', agent.claim(15_000), waiting.signal), waiting.signal))
  await sleep(10_000)
  const before = cpuOf(pid)
  await sleep(idleMs)
  const cores = (cpuOf(pid) - before) / (idleMs / 1000)
  const rss = memoryOf(pid)
  waiting.abort()
  await Promise.all(waits)
  await submit(stepsToClaim(claims + 50))
  const times = await claimSteadily(crowd)
  over.abort()
  await Promise.all(beats)
  for (const agent of crowd) agent.close()
  const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]
  return [
    { work: `${agents} idle agents, processor of the studio`, ours: cores, limit: 1, unit: 'cores', against: 'own limit' },
    { work: `${agents} idle agents, memory of the studio`, ours: rss, limit: 500, unit: 'MB', against: 'own limit' },
    { work: `Claim at ${perSecond} a second beside them, 95th percentile`, ours: p95, limit: 50, unit: 'ms', against: 'own limit' },
  ]
}

async function join(url, token, at) {
  const connection = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const post = (path, body, signal) => send(new URL(`/api/agent/${path}`, url), token, body, connection, signal)
  const capabilities = { cpus: 4, memoryMb: 16_000, platform: 'linux-x64', agentVersion: '0', python: null, pythonProblem: null, tags: [], slots: 4, commands: true, gpus: [], diskFreeMb: null, pythons: [], containers: null, target: null }
  const { session, heartbeatMs } = await post('hello', { name: `bench-${at}`, capabilities, held: [] })
  const leases = []
  return {
    post,
    leases,
    claim: (waitMs) => ({ session, slots: 1, waitMs, ready: [], python: false, commands: true }),
    beat: () => ({
      session, leases, waitMs: heartbeatMs, environments: [], buildLog: [], log: [], python: null, pythonProblem: null, orders: 'work', bye: false,
      load: { cpu: 0.02, memoryUsedMb: 900, diskFreeMb: 50_000, diskTotalMb: 100_000, gpus: [], running: leases.length, cache: null },
    }),
    close: () => connection.destroy(),
  }
}

function send(url, token, body, agent, signal) {
  const payload = Buffer.from(JSON.stringify(body))
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': payload.length }
    const request = http.request(url, { method: 'POST', headers, agent, signal }, async (response) => {
      const parts = []
      for await (const part of response) parts.push(part)
      const text = Buffer.concat(parts).toString()
      if (response.statusCode === 200) resolve(JSON.parse(text))
      else reject(new Error(`${url.pathname} answered ${response.statusCode}: ${text}`))
    })
    request.on('error', reject)
    request.end(payload)
  })
}

async function repeat(work, signal) {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      // As real ones do: a connection that was closed meanwhile is opened again.
      if (!signal.aborted && error.code !== 'ECONNRESET') throw error
    }
  }
}

/** The same number a second, whether the one before has been answered or not. @returns milliseconds of each claim that got a step */
async function claimSteadily(crowd) {
  const times = []
  const sent = []
  const began = performance.now()
  for (let at = 0; at < claims; at++) {
    const due = began + (at * 1000) / perSecond
    if (due > performance.now()) await sleep(due - performance.now())
    const agent = crowd[at % crowd.length]
    const started = performance.now()
    sent.push(agent.post('claim', agent.claim(0)).then(({ leases }) => {
      if (leases.length !== 1) return
      times.push(performance.now() - started)
      agent.leases.push({ id: leases[0].id, fence: leases[0].fence })
    }))
  }
  await Promise.all(sent)
  if (times.length < claims * 0.99) throw new Error(`Of ${claims} claims ${times.length} got a step.`)
  return times
}

/** Nobody else runs commands here. */
const stepsToClaim = (count) => ({ nodes: Array.from({ length: count }, (_, at) => ({ id: `c${at}`, component: 'script.command@1', params: { program: 'true', result: 'none', reuse: false } })), edges: [] })

function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks
}

const memoryOf = (pid) => Number(/VmRSS:\s+([0-9]+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

/** The process that serves `port`, by the command that started it. */
function pidOfStudio(port) {
  for (const pid of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      if (words.some((word) => /studio[/-]?.*server\.mjs$/.test(word)) && words.includes(String(port))) return Number(pid)
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined
}
