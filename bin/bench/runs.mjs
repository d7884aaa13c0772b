// Filtered, sorted pages of 100,000 runs, and of 75,000 with 1,500 metrics each in 50 experiments: the table's pages, and those of the protocol beside `mlflow server`.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { fillPeer, fillRuns } from '../measure/many-runs.mjs'
import { pythonWithMlflow, withPeer } from './tracking.mjs'

/** It takes most of an hour and 25 GB. */
export const onlyByName = true
const many = Number(process.env.ATELIER_BENCH_MANY_RUNS ?? 100_000)
const experiments = Number(process.env.ATELIER_BENCH_EXPERIMENTS ?? 50)
const wide = { runs: 1_500, keys: Number(process.env.ATELIER_BENCH_WIDE_KEYS ?? 1_500) }

/** @returns {Promise<import('../measure/main.mjs').Row[]>} */
export async function rows(studio) {
  const { databaseUrl } = JSON.parse(readFileSync(path.join(studio.home, 'launcher.json'), 'utf8'))
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const loads = [...Array.from({ length: experiments }, (_, index) => ({ name: `wide ${index}`, ...wide })), { name: 'long', runs: many, keys: 10 }]
  const numbers = await fillRuns(sql, 'sample', loads)
  await sql.end()
  const table = (name, filter, order) => median(() => studio.api(`/experiments/${numbers.get(name)}/runs?${new URLSearchParams([['filter', filter], ['order', order], ['count', 'false'], ['column', `metrics.${name} 5`], ['column', 'params.depth']])}`))
  const two = (name) => `metrics.\`${name} 3\` < 0.5 and params.kind = 'a'`
  const byMetric = (name) => `metrics.\`${name} 5\` DESC`
  const middle = `wide ${Math.floor(experiments / 2)}`
  const protocol = (url, headers, id, name) => median(() => search(url, headers, id, two(name), byMetric(name)))
  const own = { authorization: `Bearer ${studio.token}` }
  const ours = { long: await protocol(studio.url, own, numbers.get('long'), 'long'), wide: await protocol(studio.url, own, numbers.get(middle), middle) }
  const measured = {
    metric: await table('long', two('long'), byMetric('long')),
    three: await table('long', `${two('long')} and params.depth = '4'`, byMetric('long')),
    param: await table('long', two('long'), 'params.depth DESC'),
    numbers: await table('long', 'metrics.`long 3` < 0.5 and params.rate > 0.5', 'params.rate ASC'),
    duration: await table('long', two('long'), 'attributes.duration DESC'),
    wide: await table(middle, two(middle), byMetric(middle)),
    wideParam: await table(middle, two(middle), 'params.rate ASC'),
  }
  // The peer gets one of the wide experiments: fewer rows than ours.
  const python = await pythonWithMlflow()
  const peer = await withPeer(python, databaseUrl, studio.home, async (url, store) => {
    const ids = await fillPeer(store, [{ name: 'long', runs: many, keys: 10 }, { name: middle, ...wide }])
    return { long: await protocol(url, {}, ids.get('long'), 'long'), wide: await protocol(url, {}, ids.get(middle), middle) }
  })
  const page = (what, took, limit = 100, against = 'a limit') => ({ work: `Page of 100 of ${what}`, ours: took, limit, unit: 'ms', against })
  const [long, broad] = [`${many / 1000}k runs`, `${(experiments * wide.runs) / 1000}k runs × ${wide.keys} metrics`]
  return [
    page(`${long}, two filters, by a metric`, measured.metric),
    page(`${long}, three filters, by a metric`, measured.three),
    page(`${long}, two filters, by a parameter of nine values`, measured.param),
    page(`${long}, two filters, by a parameter of as many`, measured.numbers),
    page(`${long}, two filters, by duration`, measured.duration),
    page(`${broad}, two filters, by a metric`, measured.wide),
    page(`${broad}, two filters, by a parameter`, measured.wideParam),
    page(`${long}, ten times`, measured.metric * 10, peer.long, 'mlflow server’s search, once'),
    page(`${broad}, ten times`, measured.wide * 10, peer.wide, 'mlflow server’s search of 1,500 of them, once'),
    page(`${long} by the same protocol, ten times`, ours.long * 10, peer.long, 'mlflow server, once'),
    page(`${broad} by the same protocol with all metrics`, ours.wide, peer.wide, 'mlflow server'),
  ]
}

async function search(url, headers, id, filter, order) {
  const answer = await fetch(`${url}/api/2.0/mlflow/runs/search`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ experiment_ids: [String(id)], filter, order_by: [order], max_results: 100 }) })
  const { runs } = await answer.json()
  if (runs?.length !== 100) throw new Error(`The search of ${url} found ${runs?.length} runs and not 100`)
}

async function median(work) {
  await work()
  const times = []
  for (let index = 0; index < 7; index++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return times.sort((a, b) => a - b)[3]
}
