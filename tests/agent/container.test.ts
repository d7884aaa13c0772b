import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dockerfileOf, settingsOf } from '@/agent/container/dockerfile'
import { runArgs } from '@/agent/container/run-args'
import { createPythonRunner, type BuildProgress, type Environment, type PythonRunner, type RunOptions } from '@/agent/python'
import { baseImage, preparePodman } from '../support/podman'
import { home, parquet, rows, sklearn } from './python/support'

const image = { dockerfile: '', systemPackages: ['tree'] }
/** Only what the step runner needs, at the versions that are in the package cache. */
const lock = ['numpy', 'pandas', 'pyarrow', 'python-dateutil', 'six', 'tzdata', 'threadpoolctl'].flatMap((name) => sklearn.lock.match(new RegExp(`^${name}==[\\s\\S]*?(?=^[A-Za-z]|$(?![\\s\\S]))`, 'gm')) ?? []).join('')
const definition = (name: string, more: Partial<NonNullable<Environment['image']>> = {}): Environment => ({ name, version: 1, lock, python: '>=3.11,<3.15', image: { ...image, ...more }, lockHash: createHash('sha256').update(lock + name + JSON.stringify(more)).digest('hex') })

describe('what is asked of podman and docker', () => {
  test('a Dockerfile ends with the lock, whatever it begins with, and lends the installer', () => {
    const text = dockerfileOf(definition('mine'), 'example/base:1')
    expect(text).toMatch(/^FROM example\/base:1\nRUN apt-get update .*install .* tree /)
    expect(text).toMatch(/--mount=type=bind,source=installer.*pip sync .*--require-hashes --no-build/)
    expect(dockerfileOf(definition('mine', { dockerfile: 'FROM other\nRUN x\n', systemPackages: [] }))).toMatch(/^FROM other\nRUN x\nUSER root\nCOPY requirements\.lock/)
    expect(settingsOf({ UV_DEFAULT_INDEX: "https://host/it's", UV_CACHE_DIR: '/x', ATELIER_AGENT_TOKEN: 'secret' } as unknown as NodeJS.ProcessEnv, true)).toBe(
      "export UV_DEFAULT_INDEX='https://host/it'\\''s'\nexport SSL_CERT_FILE=/opt/atelier-installer/certificates.pem\nexport UV_CACHE_DIR=/opt/atelier-cache\n",
    )
  })

  test('a step sees its inputs, its folder and its GPUs, and nothing else of the host', () => {
    const job = { inputs: { in1: { type: 'table', path: '/store/a' } }, outDir: '/store/out' }
    const run = { runc: true, image: 'i', name: 'n', labels: { a: 'b' }, pythonRoot: '/python', job, memoryMb: 1000, gpus: ['GPU-1', 'GPU-2'] }
    const podman = runArgs({ ...run, program: 'podman' }).join(' ')
    expect(podman).toMatch(/^run --rm --interactive --name n --label a=b --runtime runc --network host --pull never --ulimit nofile=4096:4096/)
    expect(podman).toContain('--memory 1256m')
    expect([...podman.matchAll(/--volume (\S+)/g)].map((match) => match[1])).toEqual(['/python:/python:ro', '/store/out:/store/out:rw', '/store/a:/store/a:ro'])
    expect(podman).toContain('--device nvidia.com/gpu=GPU-1 --device nvidia.com/gpu=GPU-2')
    expect(podman).not.toMatch(/TOKEN|DATABASE/)
    expect(runArgs({ ...run, program: 'docker' }).join(' ')).toContain('--gpus "device=GPU-1,GPU-2"')
  })
})

const { skip } = preparePodman()
if (skip) console.warn(`Skipped: no step is run in a container here, since ${skip}.`)

describe.skipIf(skip !== undefined)('with podman', () => {
  let folder: string
  let runner: PythonRunner
  const environment = definition('boxed')
  const before = process.env.ATELIER_CONTAINER_BASE

  beforeAll(() => {
    process.env.ATELIER_CONTAINER_BASE = baseImage
    mkdirSync(path.join(home, 'work'), { recursive: true })
    folder = mkdtempSync(path.join(home, 'work', 'container-'))
    runner = createPythonRunner({ home, log: () => undefined, containers: 'podman' })
  })
  afterAll(async () => {
    await runner.close()
    rmSync(folder, { recursive: true, force: true })
    if (before === undefined) delete process.env.ATELIER_CONTAINER_BASE
    else process.env.ATELIER_CONTAINER_BASE = before
  })

  const script = (code: string, options: RunOptions = {}, inputs: Record<string, { type: string; path: string }> = {}) =>
    runner.run(environment, { entry: 'python_script', params: { code }, inputs, outputs: [{ port: 'out1', type: 'table' }, { port: 'out2', type: 'table' }], outDir: mkdtempSync(path.join(folder, 'out-')) }, options)
  const containers = () => execFileSync('podman', ['ps', '--all', '--format', '{{.Names}}'], { encoding: 'utf8' }).split('\n').filter((name) => name.startsWith('atelier-step-'))

  test('an image is built of system packages and a lock, told step by step', async () => {
    const seen: BuildProgress[] = []
    await runner.ensure(environment, (progress) => seen.push(progress))
    expect(runner.states()).toMatchObject([{ name: 'boxed', state: 'ready', sizeMb: expect.any(Number) }])
    expect(await createPythonRunner({ home, log: () => undefined, containers: 'podman' }).check(environment)).toMatchObject({ state: 'ready' })
    // Built by an earlier run of the tests, it is there already.
    if (seen.some(({ total }) => total > 0)) expect(seen.map(({ message }) => message)).toEqual(expect.arrayContaining(['Installing the system packages', 'Installing the Python packages']))
  }, 240_000)

  test('a step runs inside: it has the system package, reads its input and writes its output', async () => {
    const table = await parquet(path.join(folder, 'in.parquet'), 'SELECT 20 + i AS a FROM range(3) t(i)')
    const logs: string[] = []
    const code = 'import subprocess, os\n\ndef main(in1):\n    print(subprocess.run(["tree", "--version"], capture_output=True, text=True).stdout.split()[0])\n    in1["inside"] = os.path.exists("/run/.containerenv")\n    in1["a"] += 1\n    return in1\n'
    const result = await script(code, { onLog: (line) => void logs.push(line) }, { in1: { type: 'table', path: table } })
    expect(await rows(result.outputs.out1!.path)).toEqual(['21', '22', '23'].map((a) => ({ a, inside: true })))
    expect(logs).toContain('tree')
    expect(containers()).toEqual([])
  }, 60_000)

  test('its memory is limited, and what it threw is told', async () => {
    await expect(script('def main():\n    import numpy\n    x = [numpy.ones(10_000_000) for _ in range(40)]\n    return None', { memoryMb: 600 })).rejects.toMatchObject({ reason: 'oom', message: expect.stringMatching(/600 MB/) })
    await expect(script('def main():\n    raise ValueError("no")')).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(/no/) })
  }, 60_000)

  test('a cancelled step ends, and its container goes', async () => {
    const control = new AbortController()
    const running = script('import time\n\ndef main():\n    print("begun", flush=True)\n    time.sleep(60)', { signal: control.signal, onLog: () => control.abort() })
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' })
    expect(containers()).toEqual([])
  }, 60_000)

  test('what an agent left that is gone is removed by the next', async () => {
    const label = createHash('sha256').update(home).digest('hex').slice(0, 16)
    execFileSync('podman', ['create', '--name', 'atelier-step-left', '--label', `atelier.home=${label}`, '--label', 'atelier.agent=999999', baseImage, 'sleep', '1'])
    const next = createPythonRunner({ home, log: () => undefined, containers: 'podman' })
    await next.run(environment, { entry: 'python_script', params: { code: 'import pandas as pd\n\ndef main():\n    return pd.DataFrame({"a": [1]})' }, inputs: {}, outputs: [{ port: 'out1', type: 'table' }, { port: 'out2', type: 'table' }], outDir: mkdtempSync(path.join(folder, 'out-')) })
    expect(containers()).toEqual([])
    await next.close()
  }, 60_000)

  test('a system package that does not exist is named', async () => {
    await expect(runner.ensure(definition('wrong', { systemPackages: ['no-such-package-here'] }))).rejects.toMatchObject({ name: 'EnvironmentError', blame: 'environment', message: 'The image of wrong could not be built. There is no system package no-such-package-here in the image’s distribution. Check how it is written.' })
  }, 120_000)
})
