// What a step costs beside its own work, measured through the REST API of a running studio with its local agent.
import { setTimeout as sleep } from 'node:timers/promises'

/** Rows of the benchmark table; smaller is better in all. `studio` is started by the runner, with its local agent. */
export async function rows(studio) {
  const { api } = studio
  const chain = await create(api, 'Bench: chain of 100', chainOf(100))
  await finished(api, await submit(api, chain, 'all'))
  const cold = []
  for (let round = 0; round < 3; round++) cold.push(lasted(await finished(api, await submit(api, chain, 'all'))) / 100)
  const reused = []
  for (let round = 0; round < 3; round++) {
    const started = performance.now()
    const run = await submit(api, chain)
    reused.push((performance.now() - started) / 1000)
    if (run.state !== 'succeeded' || run.counts.reused !== 100) throw new Error(`The chain was not reused whole: ${JSON.stringify(run.counts)}`)
  }
  const wide = await create(api, 'Bench: 1,000 side by side', wideOf(1000))
  const done = await finished(api, await submit(api, wide, 'all'))
  if (done.counts.succeeded !== 1000) throw new Error(`Of 1,000 steps ${done.counts.succeeded} succeeded`)
  const half = await finished(api, await submit(api, await create(api, 'Bench: 500 steps', wideOf(500))))
  const reads = []
  for (let round = 0; round < 5; round++) {
    const started = performance.now()
    await api(`/runs/${half.id}`)
    reads.push(performance.now() - started)
  }
  return [
    { work: 'Chain of 100 trivial table steps, a step', ours: median(cold), limit: 15, unit: 'ms', against: 'own limit' },
    { work: 'The same step, against an execution in Kestra 2.0', ours: median(cold), limit: 145, unit: 'ms', against: 'Kestra, published' },
    { work: 'The same chain, reused whole, from request to done', ours: median(reused), limit: 0.3, unit: 's', against: 'own limit' },
    { work: '1,000 steps side by side, a step', ours: lasted(done) / 1000, limit: 15, unit: 'ms', against: 'own limit' },
    { work: 'Read a run of 500 steps', ours: median(reads), limit: 50, unit: 'ms', against: 'own limit' },
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

const create = (api, name, graph) => api('/pipelines', { name, graph })
const submit = (api, pipeline, force) => api(`/pipelines/${pipeline.id}/runs`, force ? { force } : {})

/** Waits without reading the whole run: the list of open runs is small. */
async function finished(api, run) {
  while (run.endedAt === null) {
    await sleep(100)
    const open = await api(`/runs?pipeline=${run.pipelineId}&state=queued,running`)
    if (!open.runs.some((other) => other.id === run.id)) run = await api(`/runs/${run.id}`)
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
