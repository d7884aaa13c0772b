import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { build, environmentDir, environmentPython, isBuilt } from '@/agent/python/build'
import { withLock } from '@/agent/python/build-lock'
import { createPythonRunner, type BuildProgress, type Environment } from '@/agent/python/index'
import { findPython, type FoundPython } from '@/agent/python/probe'
import { findPythonRoot } from '@/agent/python/python-root'
import { bootstrapUv, uvOnPath } from '@/agent/python/uv'
import { packagesIn, UvProgress, uvFailure } from '@/agent/python/uv-output'
import { home, isAlive, sklearn, until } from './support'

/** One small package of the curated lock, so that a build takes a moment. */
const block = /^threadpoolctl==[\s\S]*?(?=^\S)/m.exec(sklearn.lock)![0]
const lockOf = (lock: string, name = 'small'): Environment => ({ name, version: 1, lock, lockHash: createHash('sha256').update(lock).digest('hex'), python: '>=3.11' })
const small = lockOf(block)

let python: FoundPython
let uv: string
let folder: string

beforeAll(async () => {
  mkdirSync(path.join(home, 'work'), { recursive: true })
  folder = mkdtempSync(path.join(home, 'work', 'environments-'))
  const found = await findPython(undefined)
  if ('problem' in found) throw new Error(found.problem)
  python = found
  uv = (await uvOnPath()) ?? (await bootstrapUv(home, python, path.join(findPythonRoot(), 'tools/requirements.lock'), () => undefined))
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const freshHome = () => mkdtempSync(path.join(folder, 'home-'))

describe('probe', () => {
  const before = { ...process.env }
  afterEach(() => {
    process.env = { ...before }
  })

  test('finds a Python by its real path', async () => {
    const probe = await createPythonRunner({ home, log: () => undefined }).probe()
    expect(probe).toMatchObject({ version: expect.stringMatching(/^3\.1[1-4]\./), path: expect.stringMatching(/^\//) })
  })

  test('without any Python says in one sentence what to install, and a step fails with that sentence', async () => {
    process.env.PATH = mkdtempSync(path.join(folder, 'empty-'))
    delete process.env.ATELIER_PYTHON
    const runner = createPythonRunner({ home: freshHome(), log: () => undefined })
    const probe = await runner.probe()
    expect(probe).toEqual({ problem: expect.stringMatching(/^There is no Python on this machine\. Install Python 3\.11 to 3\.14 .*(apt install|brew install)/) })
    await expect(runner.ensure(small)).rejects.toMatchObject({ name: 'EnvironmentError', message: (probe as { problem: string }).problem })
    expect(runner.states()).toMatchObject([{ name: 'small', state: 'failed', message: expect.stringContaining('Install Python') }])
  })

  test('says what is wrong with the Pythons that are there', async () => {
    const bin = mkdtempSync(path.join(folder, 'bin-'))
    const fake = (name: string, answer: Record<string, unknown>) => {
      writeFileSync(path.join(bin, name), `#!/bin/sh\necho '${JSON.stringify({ path: `/usr/bin/${name}`, kind: 'cpython', bits: 64, gil: true, venv: true, pip: true, ...answer })}'\n`)
      chmodSync(path.join(bin, name), 0o755)
    }
    process.env.PATH = `${bin}:/bin`
    delete process.env.ATELIER_PYTHON
    fake('python3.12', { version: '3.12.0', venv: false, pip: false })
    fake('python3.11', { version: '3.11.0', kind: 'pypy' })
    fake('python3.13', { version: '3.13.0', gil: false })
    fake('python3.14', { version: '3.14.0', bits: 32 })
    fake('python3', { version: '3.9.2' })
    fake('python', { version: '3.15.0' })
    const { problem } = (await findPython(undefined)) as { problem: string }
    for (const words of ['ensurepip', 'pypy', 'free-threaded', '32-bit', '3.9.2, too old', '3.15.0, too new']) expect(problem).toContain(words)
    // With uv at hand ensurepip is not needed.
    expect(await findPython('/nonexistent/uv')).toMatchObject({ path: '/usr/bin/python3.12' })
  })

  test('takes ATELIER_PYTHON alone where it is set', async () => {
    process.env.ATELIER_PYTHON = '/nonexistent/python'
    expect(await findPython(undefined)).toEqual({ problem: expect.stringContaining('ATELIER_PYTHON is /nonexistent/python') })
    process.env.ATELIER_PYTHON = python.path
    expect(await findPython(undefined)).toMatchObject({ path: python.path })
  })
})

describe('build', () => {
  test('makes the environment, tells its progress, and knows it the next time', async () => {
    const place = freshHome()
    const seen: BuildProgress[] = []
    expect(await isBuilt(place, small)).toBe(false)
    await build(place, small, python, uv, (progress) => seen.push(progress))
    expect(await isBuilt(place, small)).toBe(true)
    expect(seen.at(-1)).toMatchObject({ done: 1, total: 1 })
    expect(seen.map(({ line }) => line)).toContainEqual(expect.stringContaining('threadpoolctl==3'))
    expect(readdirSync(path.join(place, 'environments')).filter((name) => name.startsWith('.building'))).toEqual([])
  }, 60_000)

  test('is not taken for whole without its mark, or when its Python is gone', async () => {
    const place = freshHome()
    await build(place, small, python, uv, () => undefined)
    const executable = environmentPython(place, small)
    unlinkSync(executable)
    symlinkSync('/nonexistent/python', executable)
    expect(await isBuilt(place, small)).toBe(false)
    await build(place, small, python, uv, () => undefined)
    expect(await isBuilt(place, small)).toBe(true)
    rmSync(path.join(environmentDir(place, small), '.complete.json'))
    expect(await isBuilt(place, small)).toBe(false)
  }, 60_000)

  test('clears what a killed build left', async () => {
    const place = freshHome()
    const left = path.join(place, 'environments', `.building-${path.basename(environmentDir(place, small))}-dead`)
    mkdirSync(left, { recursive: true })
    await build(place, small, python, uv, () => undefined)
    expect(existsSync(left)).toBe(false)
  }, 60_000)

  test('refuses a package whose hash differs, by name, and leaves nothing', async () => {
    const place = freshHome()
    const forged = lockOf(block.replace(/sha256:[0-9a-f]{8}/g, 'sha256:00000000'), 'forged')
    await expect(build(place, forged, python, uv, () => undefined)).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringMatching(/threadpoolctl.*hash/is) })
    expect(readdirSync(path.join(place, 'environments'))).toEqual([])
  }, 60_000)

  test('names a package that does not exist', async () => {
    const absent = lockOf(`threadpoolctl==99.0 \\\n    --hash=sha256:${'0'.repeat(64)}\n`, 'absent')
    await expect(build(freshHome(), absent, python, uv, () => undefined)).rejects.toMatchObject({ message: expect.stringMatching(/threadpoolctl==99\.0/) })
  }, 60_000)

  test('says so when the package index cannot be reached', async () => {
    const before = process.env.UV_DEFAULT_INDEX
    process.env.UV_DEFAULT_INDEX = 'http://127.0.0.1:9/simple'
    process.env.UV_HTTP_RETRIES = '0'
    try {
      await expect(build(freshHome(), small, python, uv, () => undefined)).rejects.toMatchObject({ message: expect.stringMatching(/cannot be reached.*network/) })
    } finally {
      delete process.env.UV_HTTP_RETRIES
      if (before === undefined) delete process.env.UV_DEFAULT_INDEX
      else process.env.UV_DEFAULT_INDEX = before
    }
  }, 60_000)

  test('an environment whose libraries cannot be imported has failed, and says which', async () => {
    const place = freshHome()
    const runner = createPythonRunner({ home: place, log: () => undefined })
    await build(place, small, python, uv, () => undefined)
    await expect(runner.ensure(small)).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringMatching(/No module named '(numpy|pyarrow)'/) })
    expect(runner.states()).toMatchObject([{ state: 'failed' }])
    await runner.close()
  }, 60_000)

  test('two asking at once share one build and both hear of it', async () => {
    const runner = createPythonRunner({ home: freshHome(), log: () => undefined })
    const heard = [0, 0]
    const both = await Promise.allSettled([runner.ensure(small, () => heard[0]!++), runner.ensure(small, () => heard[1]!++)])
    // The small environment has no libraries to start with; what matters here is the one shared failure.
    expect(both.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    expect((both[0] as PromiseRejectedResult).reason).toBe((both[1] as PromiseRejectedResult).reason)
    expect(heard[1]).toBeGreaterThan(0)
    await runner.close()
  }, 60_000)
})

test('without ensurepip the host’s own pip puts the installer in place', async () => {
  const place = freshHome()
  const installed = await bootstrapUv(place, { ...python, venv: false }, path.join(findPythonRoot(), 'tools/requirements.lock'), () => undefined)
  await build(place, small, python, installed, () => undefined)
  expect(await isBuilt(place, small)).toBe(true)
}, 90_000)

test('an installer that cannot be fetched is told as such', async () => {
  const place = freshHome()
  const before = process.env.PIP_INDEX_URL
  Object.assign(process.env, { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0' })
  try {
    await expect(bootstrapUv(place, python, path.join(findPythonRoot(), 'tools/requirements.lock'), () => undefined)).rejects.toMatchObject({ name: 'EnvironmentError', message: expect.stringMatching(/uv could not be set up/) })
    expect(existsSync(path.join(place, 'tools', `uv-python${python.version}`))).toBe(false)
  } finally {
    delete process.env.PIP_RETRIES
    if (before === undefined) delete process.env.PIP_INDEX_URL
    else process.env.PIP_INDEX_URL = before
  }
}, 60_000)

describe('the lock between processes', () => {
  test('lets one in at a time and says who holds it', async () => {
    const file = path.join(folder, 'lock-a')
    const events: string[] = []
    let waitedFor = ''
    const first = withLock(python.path, file, () => undefined, async () => {
      events.push('first in')
      await until(() => waitedFor !== '', 'the second to wait')
      events.push('first out')
    })
    await until(() => events.length > 0, 'the first')
    await withLock(python.path, file, (pid) => (waitedFor = pid), async () => void events.push('second in'))
    await first
    expect(events).toEqual(['first in', 'first out', 'second in'])
    expect(waitedFor).toBe(String(process.pid))
  })

  test('of a process that was killed is free at once', async () => {
    const file = path.join(folder, 'lock-b')
    const holder = spawn(process.execPath, [
      '--import', 'tsx', '--input-type=module', '-e',
      `import { withLock } from '@/agent/python/build-lock'
       await withLock(${JSON.stringify(python.path)}, ${JSON.stringify(file)}, () => {}, async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60_000)) })`,
    ], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    holder.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
    await until(() => text.includes('held'), 'the other process')
    holder.kill('SIGKILL')
    await until(() => !isAlive(holder.pid!), 'its end')
    const began = Date.now()
    await withLock(python.path, file, () => undefined, async () => undefined)
    expect(Date.now() - began).toBeLessThan(2000)
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  })

  test('is given back when the work fails', async () => {
    const file = path.join(folder, 'lock-c')
    await expect(withLock(python.path, file, () => undefined, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(withLock(python.path, file, () => undefined, async () => 7)).resolves.toBe(7)
  })
})

describe('what uv prints', () => {
  test('is counted into packages done and in all', () => {
    const progress = new UvProgress(12)
    const read = (line: string) => {
      const { done, total, message } = progress.read(line)
      return [done, total, message]
    }
    expect(read('Resolved 3 packages in 4ms')).toEqual([0, 3, 'Fetching 3 packages'])
    expect(read('Downloading numpy (16.1MiB)')).toEqual([0, 3, 'Downloading numpy'])
    expect(read('Downloading scipy (33.7MiB)')).toEqual([0, 3, 'Downloading numpy, scipy'])
    expect(read(' Downloaded numpy')).toEqual([1, 3, 'Downloading scipy'])
    expect(read(' Downloaded scipy')).toEqual([2, 3, 'Unpacking'])
    expect(read('Prepared 3 packages in 1.01s')).toEqual([3, 3, 'Linking packages'])
    expect(read('Installed 3 packages in 26ms')).toEqual([3, 3, 'Installed'])
    expect(packagesIn(sklearn.lock)).toBe(12)
  })

  test('of a failure is one sentence', () => {
    expect(uvFailure('Resolved 1 package in 3ms\n  × Failed to download `numpy==2.4.6`\n  ├─▶ Failed to extract archive\n  ╰─▶ No space left on device (os error 28)\n')).toBe(
      'Failed to download `numpy==2.4.6`: the disk is full. Free some space and try again.',
    )
    expect(uvFailure('')).toBe('uv ended without saying why')
  })
})
