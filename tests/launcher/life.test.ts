import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAlive, waitForEnd } from '@/db/embedded/processes.mjs'
import type { ComputeView } from '@/lib/compute/schema'
import type { Graph } from '@/lib/graph/schema'
import { zipEntries } from '@/lib/labeling/zip-entries'
import type { RunView } from '@/lib/runs/schema'
import type { SweepView } from '@/lib/sweeps/read'
import { collect, forkLauncher, freePort, startLauncher, type Launcher } from '../support/launcher'
import { root } from '../support/imports'

const run = promisify(execFile)
const admin = { ATELIER_ADMIN_EMAIL: 'owner@example.com', ATELIER_ADMIN_PASSWORD: 'a long enough one' }
const home = mkdtempSync(path.join(tmpdir(), 'atelier-life-'))
let launcher: Launcher
let token: string

beforeAll(async () => {
  // Short leases, so that a lost one is noticed within the test's patience.
  launcher = await startLauncher({ home, env: { ...admin, ATELIER_LEASE_MS: '5000' } })
  token = (await atelier('token', 'create', '--name', 'life')).trim()
}, 600_000)

afterAll(async () => {
  await launcher?.stop()
  rmSync(home, { recursive: true, force: true })
}, 60_000)

async function atelier(...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, ATELIER_HOME: home } as unknown as NodeJS.ProcessEnv
  return (await run(path.join(root, 'bin/atelier'), args, { env })).stdout
}

interface State {
  pid: number
  children: Record<'database' | 'studio' | 'agent', { pid: number }>
}

function state(): State {
  return JSON.parse(readFileSync(path.join(home, 'launcher.json'), 'utf8')) as State
}

async function health(): Promise<number> {
  return fetch(`${launcher.url}/api/health`).then(({ status }) => status, () => 0)
}

/** REST that bears a restart of the studio or of PostgreSQL under it. */
async function api<T>(route: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(`${launcher.url}/api/v1${route}`, { headers, ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) })
      if (response.ok) return (await response.json()) as T
      if (response.status < 500 || body !== undefined) throw new Error(`${route}: ${response.status} ${await response.text()}`)
    } catch (error) {
      if (attempt > 200 || body !== undefined) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** A run when it has ended. */
async function finished(id: string): Promise<RunView> {
  return vi.waitFor(
    async () => {
      const view = await api<RunView>(`/runs/${id}`)
      expect(view.endedAt).not.toBeNull()
      return view
    },
    { timeout: 90_000, interval: 200 },
  )
}

describe('the first start', () => {
  test('runs the sample to its end and says how good it is', () => {
    expect(launcher.output()).toMatch(/Sample pipeline “Penguin species”, run 1/)
    for (const step of ['Penguins', 'Drop incomplete rows', 'Training and test', 'Train on 3 of 4 birds', 'Score the others', 'Compare with the truth'])
      expect(launcher.output()).toMatch(new RegExp(`✓ +${step} +succeeded in [\\d.]+ s`))
    expect(Number(launcher.output().match(/Held-out accuracy ([\d.]+)/)?.[1])).toBeGreaterThan(0.9)
  })

  test('is healthy, and the owner of the environment needs no link', async () => {
    expect(await health()).toBe(200)
    expect(launcher.setUpLink).toBeNull()
  })

  test('keeps its secrets to its owner', async () => {
    const { stdout } = await run('stat', ['-c', '%a', path.join(home, 'secrets.json'), path.join(home, 'launcher.json')])
    expect(stdout.trim().split('\n')).toEqual(['600', '600'])
  })

  test('is followed by no second one in the same home', async () => {
    const second = forkLauncher(home, await freePort())
    const output = collect(second)
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(1)
    expect(output()).toMatch(new RegExp(`Atelier already runs in .* \\(process ${launcher.process.pid}\\): open ${launcher.url}`))
    expect(await health()).toBe(200)
  })
})

describe('the command line on the host', () => {
  test('lists, shows and exports pipelines, and runs an exported file', async () => {
    const { pipelines } = JSON.parse(await atelier('pipeline', 'list', '--json')) as { pipelines: { id: string; name: string }[] }
    const sample = pipelines.find(({ name }) => name === 'Penguin species')!
    expect(await atelier('pipeline', 'show', sample.id)).toContain('learn.train-classifier@1')
    const file = path.join(home, 'exported.json')
    await atelier('pipeline', 'export', sample.id, '--output', file)
    const finished = JSON.parse(await atelier('pipeline', 'run', file, '--wait', '--json')) as RunView
    expect(finished).toMatchObject({ state: 'succeeded', pipelineId: sample.id, counts: { total: 6, reused: 6 } })
  })

  test('refuses in one sentence and with exit code 1', async () => {
    await expect(atelier('pipeline', 'show', '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) })
    await expect(atelier('token', 'create')).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^--name is missing\. Write it as: atelier token create/) })
    await expect(atelier('run', 'show', 'no-id', '--jsn')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--jsn') })
  })

  test('lists the agent, pauses it with a note and lets it go on, and knows of no cluster yet', async () => {
    const { agents } = JSON.parse(await atelier('agent', 'list', '--json')) as ComputeView
    const { id, name } = agents[0]!
    expect(await atelier('agent', 'pause', name, '--note', 'a larger disk', '--for', '2h')).toBe(`${name}: paused\n`)
    expect(await atelier('agent', 'list')).toMatch(new RegExp(`${id} +${name} +paused [^]*a larger disk, until `))
    expect(await atelier('agent', 'resume', id)).toMatch(new RegExp(`^${name}: (connected|busy)\n$`))
    expect(await atelier('compute', 'list')).toMatch(/^There is no cluster yet/)
  })

  test('lists the sample’s labeling project, and exports its labels as a whole archive', async () => {
    await vi.waitFor(async () => expect(await atelier('label', 'list')).toMatch(/^Handwritten digits {2}0 of \d+ done/m), { timeout: 90_000, interval: 1_000 })
    const file = path.join(home, 'digits.zip')
    await atelier('label', 'export', 'Handwritten digits', '--format', 'coco', '--output', file)
    const names: string[] = []
    for await (const { name } of zipEntries(file)) names.push(name)
    expect(names).toEqual(expect.arrayContaining(['annotations.json', 'manifest.json']))
    expect(existsSync(`${file}.part`)).toBe(false)
    await expect(atelier('label', 'export', 'Handwritten digits')).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^--format is missing/) })
  }, 120_000)

  test('ends with 1 when the run fails, and says why', async () => {
    const file = path.join(home, 'failing.json')
    writeFileSync(file, JSON.stringify({ name: 'Failing', graph: slow('select 1 as one from in1 where error(\'too bad\') is null') }))
    await expect(atelier('pipeline', 'run', file, '--wait', '--json')).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('"state": "failed"') })
  })
})

describe('runs and sweeps on the command line', () => {
  const folder = path.join(home, 'sweep')
  const trial = { environment: 'sklearn', experiment: 'Rates', code: 'code', method: 'grid', objective: { metric: 'loss', direction: 'minimize' } }
  const sweepFile = (name: string, more: object) => {
    const file = path.join(folder, name)
    mkdirSync(path.join(folder, 'code/parts'), { recursive: true })
    writeFileSync(path.join(folder, 'code/train.py'), 'import sys, time\nfrom parts.cost import cost\nprint(f"loss={cost(float(sys.argv[1]))}", flush=True)\ntime.sleep(float(sys.argv[2]))\n')
    writeFileSync(path.join(folder, 'code/parts/cost.py'), 'def cost(rate):\n    if rate > 0.8:\n        raise ValueError("too bold")\n    return abs(rate - 0.3)\n')
    writeFileSync(file, JSON.stringify({ ...trial, ...more }))
    return file
  }
  let sweep: SweepView

  test('a sweep over a script runs with its code, tells each trial, and ends with the best', async () => {
    const output = await atelier('sweep', sweepFile('rates.json', { command: 'python train.py {rate} 0', parameters: { rate: { values: [0.1, 0.25, 0.7] } } }), '--wait')
    expect(output).toMatch(/^Sweep 1 of “python train.py”: 3 trials by grid\n/)
    for (const [number, rate, loss] of [[1, '0.1', '0.2'], [2, '0.25', '0.05'], [3, '0.7', '0.4']]) expect(output).toContain(`Trial ${number} succeeded ${loss} (rate=${rate})`)
    expect(output).toMatch(/Sweep 1 finished: All 3 trials have ended\n {2}\S+\n {2}best: Trial 2 succeeded 0.05 \(rate=0.25\)\n$/)
    const { sweeps } = await api<{ sweeps: { id: string }[] }>('/sweeps')
    sweep = await api(`/sweeps/${sweeps[0]!.id}`)
    await expect(atelier('sweep', sweepFile('bold.json', { command: 'python train.py {rate} 0', parameters: { rate: { values: [0.9] } } }), '--wait')).rejects.toMatchObject({ code: 1, stdout: expect.stringMatching(/Trial 1 failed \(rate=0\.9\): Command: “python train\.py 0\.9 0” ended with exit code 1\. Its log says why\.[^]*no trial has succeeded yet/) })
  }, 120_000)

  test('its trials are listed, shown, read and compared', async () => {
    const [first, second] = sweep.trialList.map(({ run: made }) => made!)
    expect(await atelier('run', 'list', '--state', 'succeeded', '--limit', '5')).toMatch(new RegExp(`ID +NO\\. +NAME[^]*${second!.id} +${second!.number} +python train\\.py, trial 2 +succeeded`))
    expect(await atelier('run', 'show', first!.id)).toMatch(new RegExp(`^Run ${first!.number} of “python train.py, trial 1”: succeeded [^]*Command +succeeded`))
    expect(await atelier('run', 'logs', first!.id)).toContain('command loss=0.19999999999999998')
    const { experiments } = await api<{ experiments: { id: string; name: string }[] }>('/experiments')
    const rates = experiments.find(({ name }) => name === 'Rates')!
    const { runs } = JSON.parse(await atelier('run', 'list', '--experiment', rates.id, '--filter', 'params.rate IN ("0.1", "0.25")', '--order', 'params.rate ASC', '--json')) as { runs: { id: string; name: string }[] }
    expect(runs.map(({ name }) => name)).toEqual(['python train.py, trial 1', 'python train.py, trial 2'])
    expect(await atelier('run', 'compare', ...runs.map(({ id }) => id))).toMatch(/PARAMETER +python train\.py, trial 1 \(finished\) +python train\.py, trial 2 \(finished\)\nrate +0\.1 +0\.25/)
    await expect(atelier('run', 'compare', runs[0]!.id)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^Two runs or more are needed\./) })
  })

  test('Ctrl-C leaves a sweep running and says so; a run is cancelled', async () => {
    const file = sweepFile('slow.json', { command: 'python train.py {rate} 600', parameters: { rate: { values: [0.1] } } })
    const child = spawn(process.execPath, [path.join(root, 'bin/atelier'), 'sweep', file, '--wait'], { env: { PATH: process.env.PATH, ATELIER_HOME: home } as unknown as NodeJS.ProcessEnv })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    await vi.waitFor(() => expect(output).toContain('Trial 1 running'), { timeout: 30_000, interval: 50 })
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(output).toMatch(/Sweep 3 goes on without you: 1 of 1 trials have begun\. Stop it in the studio, under Sweeps\.\n$/)
    const { sweeps } = await api<{ sweeps: SweepView[] }>('/sweeps')
    expect(sweeps[0]).toMatchObject({ number: 3, state: 'running' })
    const { trialList } = await api<SweepView>(`/sweeps/${sweeps[0]!.id}`)
    const { id, number } = trialList[0]!.run!
    expect(await atelier('run', 'cancel', id)).toMatch(new RegExp(`^Run ${number}: (stopping|cancelled)\n$`))
    expect((await finished(id)).state).toBe('cancelled')
  }, 60_000)
})

describe('a kill -9 in the middle of a run', () => {
  let reference: Record<string, string>
  let pipeline: string

  beforeAll(async () => {
    pipeline = (await api<{ id: string }>('/pipelines', { name: 'Slow', graph: slow(burn) })).id
    reference = digests(await finished((await api<RunView>(`/pipelines/${pipeline}/runs`, { force: 'all' })).id))
  }, 120_000)

  test.each(['agent', 'studio', 'database'] as const)('of the %s: it is started again, and the run finishes once and right', async (victim) => {
    const begun = await api<RunView>(`/pipelines/${pipeline}/runs`, { force: 'all' })
    await vi.waitFor(async () => expect((await api<RunView>(`/runs/${begun.id}`)).steps.some(({ node, state }) => node === 'burn' && state === 'running')).toBe(true), { timeout: 30_000, interval: 50 })
    const { pid } = state().children[victim]
    process.kill(pid, 'SIGKILL')
    const end = await finished(begun.id)
    expect(end.state).toBe('succeeded')
    expect(digests(end)).toEqual(reference)
    for (const step of end.steps) expect(step.attempts.filter(({ endReason }) => endReason === 'succeeded')).toHaveLength(1)
    // Neither of these ends a step: each was begun once.
    if (victim !== 'agent') for (const step of end.steps) expect(step.attempts).toHaveLength(1)
    await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 30_000, interval: 100 })
    expect(state().children[victim].pid).not.toBe(pid)
    expect(launcher.output()).toMatch({ agent: /! The agent ended \(SIGKILL\)/, studio: /! The studio ended \(SIGKILL\)/, database: /! PostgreSQL ended \(SIGKILL\)/ }[victim])
  }, 120_000)

  test('of the launcher: its children end by themselves, the next start goes on with the run', async () => {
    const begun = await api<RunView>(`/pipelines/${pipeline}/runs`, { force: 'all' })
    const { children } = state()
    await launcher.stop('SIGKILL')
    for (const { pid } of Object.values(children)) expect(await waitForEnd(pid, 15_000)).toBe(true)
    launcher = await startLauncher({ home, port: launcher.port, env: { ATELIER_LEASE_MS: '5000' } })
    expect(launcher.output()).not.toMatch(/Sample pipeline|Built|Installed/)
    const end = await finished(begun.id)
    expect(end.state).toBe('succeeded')
    expect(digests(end)).toEqual(reference)
  }, 120_000)
})

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test('stops everything, and the next start is warm', async () => {
    const { children } = state()
    expect(await launcher.stop(signal)).toBe(0)
    for (const { pid } of Object.values(children)) expect(isAlive(pid)).toBe(false)
    expect(existsSync(path.join(home, 'launcher.json'))).toBe(false)
    expect(existsSync(path.join(home, 'database', 'postmaster.pid'))).toBe(false)
    launcher = await startLauncher({ home, port: launcher.port })
    expect(await health()).toBe(200)
    expect(launcher.output()).not.toMatch(/Sample pipeline|Built|Installed/)
  }, 60_000)
})

/** Ten million hashes: seconds of work in one step. */
const burn = `select max(md5(concat(${'abcdefg'.split('').map((name) => `${name}.v`).join(', ')}))) as top from ${'abcdefg'.split('').map((name) => `in1 ${name}`).join(', ')}`

/** A small table, a step that takes `query`'s time, and one that needs its result. */
function slow(query: string): Graph {
  const node = (id: string, component: string, params: Record<string, unknown>) => ({ id, component, name: '', params, note: '', position: { x: 0, y: 0 } })
  const rows = Array.from({ length: 10 }, (_, value) => [String(value)])
  return {
    nodes: [
      node('source', 'data.enter@1', { table: { columns: [{ name: 'v', type: 'integer' }], rows } }),
      node('burn', 'script.sql@1', { query }),
      node('after', 'script.sql@1', { query: 'select count(*) as rows from in1' }),
    ],
    edges: [
      { from: { node: 'source', port: 'table' }, to: { node: 'burn', port: 'in1' } },
      { from: { node: 'burn', port: 'table' }, to: { node: 'after', port: 'in1' } },
    ],
  }
}

function digests({ steps }: RunView): Record<string, string> {
  return Object.fromEntries(steps.flatMap(({ node, outputs }) => Object.entries(outputs).map(([port, { digest }]) => [`${node}.${port}`, digest])))
}
