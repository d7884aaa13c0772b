// What a step costs beside its own work, measured through the REST API of a running studio with its local agent.
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {{ name: string, value: number, unit: string, limit?: number, peer?: { name: string, value: number }, note?: string }} Measure
 * @param {{ url: string, token: string }} studio its address and a personal access token of an author
 * @returns {Promise<Measure[]>} lower is better in all of them
 */
export async function measureSteps({ url, token }) {
  const api = client(url, token)
  const chain = await api('POST', '/pipelines', { name: 'Bench: chain of 100', graph: chainOf(100) })
  await finished(api, await submit(api, chain, 'all'))
  const cold = []
  for (let round = 0; round < 3; round++) cold.push(lasted(await finished(api, await submit(api, chain, 'all'))) / 100)
  const reused = []
  for (let round = 0; round < 3; round++) {
    const started = performance.now()
    const run = await submit(api, chain)
    reused.push((performance.now() - started) / 1000)
    if (run.state !== 'succeeded' || run.counts.reused !== 100) throw new Error(`The second run of the chain was not reused whole: ${JSON.stringify(run.counts)}`)
  }
  const wide = await api('POST', '/pipelines', { name: 'Bench: 1,000 side by side', graph: wideOf(1000) })
  const submitted = performance.now()
  const accepted = await submit(api, wide, 'all')
  const submitMs = performance.now() - submitted
  const done = await finished(api, accepted)
  if (done.counts.succeeded !== 1000) throw new Error(`Of 1,000 steps ${done.counts.succeeded} succeeded`)
  const half = await api('POST', '/pipelines', { name: 'Bench: 500 steps', graph: wideOf(500) })
  const read = await submit(api, half, ['source'])
  await finished(api, read)
  const reads = []
  for (let round = 0; round < 5; round++) {
    const started = performance.now()
    await api('GET', `/runs/${read.id}`)
    reads.push(performance.now() - started)
  }
  return [
    { name: 'chain of 100 table steps, a step', value: median(cold), unit: 'ms', limit: 15, peer: { name: 'Kestra 2.0, an execution (published)', value: 145 } },
    { name: 'the same chain, reused whole', value: median(reused), unit: 's', limit: 0.3 },
    { name: '1,000 steps side by side, accepted', value: submitMs, unit: 'ms' },
    { name: '1,000 steps side by side, a step', value: lasted(done) / 1000, unit: 'ms' },
    { name: 'read a run of 500 steps', value: median(reads), unit: 'ms', limit: 50 },
  ]
}

const source = { id: 'source', component: 'data.enter@1', params: { table: { columns: [{ name: 'a', type: 'integer' }], rows: [['1'], ['2'], ['3']] } } }
const step = (id) => ({ id, component: 'transform.select-columns@1', params: { columns: ['a'] } })
const edge = (from, to) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })

function chainOf(length) {
  const ids = Array.from({ length: length - 1 }, (_, index) => `s${index + 1}`)
  return { nodes: [source, ...ids.map(step)], edges: ids.map((id, index) => edge(index === 0 ? 'source' : `s${index}`, id)) }
}

function wideOf(count) {
  const ids = Array.from({ length: count - 1 }, (_, index) => `w${index}`)
  return { nodes: [source, ...ids.map(step)], edges: ids.map((id) => edge('source', id)) }
}

function client(url, token) {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${answer.error?.message ?? response.status}`)
    return answer
  }
}

const submit = (api, pipeline, force) => api('POST', `/pipelines/${pipeline.id}/runs`, force ? { force } : {})

/** Waits without reading the whole run: the list of open runs is small. */
async function finished(api, run) {
  while (run.endedAt === null) {
    await sleep(100)
    const open = await api('GET', `/runs?pipeline=${run.pipelineId}&state=queued,running`)
    if (!open.runs.some((other) => other.id === run.id)) run = await api('GET', `/runs/${run.id}`)
  }
  if (run.state !== 'succeeded') throw new Error(`Run ${run.number} ${run.state}: ${run.steps.find((other) => other.state === 'failed')?.message ?? ''}`)
  return run
}

/** Milliseconds from submission to the end, by the studio's clock. */
const lasted = (run) => Date.parse(run.endedAt) - Date.parse(run.createdAt)

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
