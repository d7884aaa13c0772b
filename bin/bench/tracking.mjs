// Metric points and pages of runs over the MLflow protocol, with the mlflow client: the studio, and `mlflow server` on the same PostgreSQL.
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { freePort } from '../measure/launcher.mjs'
import { fillPeer, fillRuns } from '../measure/many-runs.mjs'
import { root } from '../start/settings.mjs'

const run = promisify(execFile)
/** How long points are logged, by turns. */
const seconds = Number(process.env.ATELIER_BENCH_TRACKING_SECONDS ?? 75)
const batches = 10
const load = { name: 'paged', runs: Number(process.env.ATELIER_BENCH_RUNS ?? 1_500), keys: Number(process.env.ATELIER_BENCH_KEYS ?? 150) }
const packages = ['mlflow==3.17.2', 'psycopg2-binary']

/** @returns {Promise<import('../measure/main.mjs').Row[]>} */
export async function rows(studio) {
  const python = await pythonWithMlflow()
  const { databaseUrl } = JSON.parse(readFileSync(path.join(studio.home, 'launcher.json'), 'utf8'))
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const experiment = String((await fillRuns(sql, 'sample', [load])).get(load.name))
  await sql.end()
  const { ours, peer } = await withPeer(python, databaseUrl, studio.home, async (url, store) => {
    const other = String((await fillPeer(store, [load])).get(load.name))
    return measure(python, { seconds, batches, name: load.name, servers: { ours: { url: studio.url, experiment }, peer: { url, experiment: other } } }, { MLFLOW_TRACKING_TOKEN: studio.token })
  })
  const [fastest, slowest] = extremes(ours.rounds.map((took, round) => peer.rounds[round] / took))
  const points = `${ours.rounds.length * batches},000 metric points in batches of 1,000 by turns (in each turn ${fastest.toFixed(1)} to ${slowest.toFixed(1)} times as fast)`
  return [
    { work: `${points}: a batch, five times`, ours: ours.batch * 5000, limit: peer.batch * 1000, unit: 'ms', against: 'mlflow server, once' },
    { work: `Page of 25 of ${load.runs} runs × ${load.keys} metrics, filtered and sorted`, ours: ours.page * 1000, limit: 100, unit: 'ms', against: 'a limit' },
    // The client takes most of either; bin/bench/runs.mjs measures the servers.
    { work: 'The same page', ours: ours.page * 1000, limit: peer.page * 1000, unit: 'ms', against: 'mlflow server' },
  ]
}

const extremes = (values) => [Math.min(...values), Math.max(...values)]

/** What tracking.py says on its way stands in the terminal. */
async function measure(python, job, env) {
  const child = spawn(python, [path.join(root, 'bin/bench/tracking.py'), JSON.stringify(job)], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`tracking.py ended with ${code}`)
  return JSON.parse(said.trim().split('\n').at(-1))
}

/** ATELIER_BENCH_MLFLOW names a Python that has mlflow; else one is made, once. */
export async function pythonWithMlflow() {
  if (process.env.ATELIER_BENCH_MLFLOW) return process.env.ATELIER_BENCH_MLFLOW
  const folder = path.join(root, '.atelier-test', 'bench-mlflow')
  const python = path.join(folder, 'bin', 'python')
  const mark = path.join(folder, 'complete')
  if (existsSync(mark)) return python
  mkdirSync(path.dirname(folder), { recursive: true })
  await run('python3', ['-m', 'venv', folder])
  await run(python, ['-m', 'pip', 'install', '--quiet', ...packages], { maxBuffer: 1 << 26 })
  mkdirSync(mark)
  return python
}

/** `mlflow server` with a database of its own on the same PostgreSQL; `work` gets both addresses. */
export async function withPeer(python, databaseUrl, home, work) {
  const name = `mlflow_bench_${process.pid}`
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  const store = new URL(databaseUrl)
  store.pathname = `/${name}`
  const port = await freePort()
  await admin.unsafe(`create database ${name}`)
  const address = ['--host', '127.0.0.1', '--port', String(port)]
  const server = spawn(python, ['-m', 'mlflow', 'server', '--backend-store-uri', store.href.replace(/^postgres(?:ql)?:/, 'postgresql+psycopg2:'), '--artifacts-destination', path.join(home, 'mlflow-artifacts'), ...address], { stdio: 'ignore', detached: true })
  try {
    const url = `http://127.0.0.1:${port}`
    await answers(url, server)
    return await work(url, store.href)
  } finally {
    if (server.exitCode === null) process.kill(-server.pid, 'SIGTERM')
    await sleep(2000)
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

async function answers(url, server) {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`mlflow server ended with ${server.exitCode}`)
    if (await fetch(`${url}/health`).then(({ ok }) => ok, () => false)) return
    await sleep(500)
  }
  throw new Error('mlflow server did not answer within five minutes')
}
