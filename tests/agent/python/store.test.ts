import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, environmentDir, environmentPython } from '@/agent/python/build'
import { evict, storedEnvironments } from '@/agent/python/evict'
import { createPythonRunner, type Environment } from '@/agent/python'
import { holdFile, noteUse, writeMark } from '@/agent/python/mark'
import { findPython } from '@/agent/python/probe'
import { findPythonRoot } from '@/agent/python/python-root'
import { bootstrapUv, uvOnPath } from '@/agent/python/uv'
import { WarmProcess } from '@/agent/python/warm-process'
import { home, isAlive, rows, sklearn, until } from './support'

let folder: string
let python: string
beforeAll(async () => {
  mkdirSync(path.join(home, 'work'), { recursive: true })
  folder = mkdtempSync(path.join(home, 'work', 'store-'))
  const found = await findPython(undefined)
  if ('problem' in found) throw new Error(found.problem)
  python = found.path
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const named = (name: string): Environment => ({ name, version: 1, lock: '', lockHash: hashOf(name), python: '>=3.11' })

/** A folder as a build leaves it, of so many megabytes, last used so many days ago. */
async function stored(place: string, name: string, sizeMb: number, days: number | null): Promise<Environment> {
  const environment = named(name)
  const dir = environmentDir(place, environment)
  mkdirSync(dir, { recursive: true })
  await writeMark(dir, { lockHash: environment.lockHash, python: '', version: '', environment, sizeMb })
  if (days !== null) {
    await noteUse(dir)
    await noteUse(dir, new Date(Date.now() - days * 86_400_000))
  }
  return environment
}

const names = async (place: string) => (await storedEnvironments(place)).map(({ mark }) => mark.environment!.name).sort()
const nothing = { keeps: () => false, leave: async () => true }

describe('where there is too much, environments go', () => {
  test('those not used for longest first, until the rest fits', async () => {
    const place = mkdtempSync(path.join(folder, 'home-'))
    await stored(place, 'old', 100, 30)
    await stored(place, 'middle', 100, 10)
    await stored(place, 'fresh', 100, 1)
    expect((await evict({ home: place, quotaMb: 250, python, ...nothing })).map(({ mark }) => mark.environment!.name)).toEqual(['old'])
    expect(await evict({ home: place, quotaMb: 250, python, ...nothing })).toEqual([])
    await evict({ home: place, quotaMb: 50, python, ...nothing })
    expect(await names(place)).toEqual([])
  })

  test('but none that is kept, runs a step, or is held by a process of any agent', async () => {
    const place = mkdtempSync(path.join(folder, 'home-'))
    const [kept, busy, held] = [await stored(place, 'kept', 100, 40), await stored(place, 'busy', 100, 30), await stored(place, 'held', 100, 20)]
    await stored(place, 'idle', 100, 1)
    const holder = spawn(python, ['-c', 'import fcntl,sys; f=open(sys.argv[1],"a"); fcntl.flock(f, fcntl.LOCK_SH); print("held", flush=True); sys.stdin.read()', holdFile(environmentDir(place, held))])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    const options = { home: place, quotaMb: 0, python, keeps: (hash: string) => hash === kept.lockHash, leave: async (hash: string) => hash !== busy.lockHash }
    expect((await evict(options)).map(({ mark }) => mark.environment!.name)).toEqual(['idle'])
    expect(await names(place)).toEqual(['busy', 'held', 'kept'])
    holder.kill()
    await new Promise((resolve) => holder.once('close', resolve))
    expect((await evict(options)).map(({ mark }) => mark.environment!.name)).toEqual(['held'])
  })

  test('and with them what the package cache keeps for nobody else', async () => {
    const place = mkdtempSync(path.join(folder, 'home-'))
    const block = /^threadpoolctl==[\s\S]*?(?=^\S)/m.exec(sklearn.lock)![0]
    const small: Environment = { ...named('small'), lock: block }
    const found = await findPython(undefined)
    if ('problem' in found) throw new Error(found.problem)
    const uv = (await uvOnPath()) ?? (await bootstrapUv(home, found, path.join(findPythonRoot(), 'tools/requirements.lock'), () => undefined))
    await build(place, small, found, uv, () => undefined)
    const archives = () => (existsSync(path.join(place, 'cache/uv/archive-v0')) ? statSync(path.join(place, 'cache/uv/archive-v0')).nlink - 2 : 0)
    expect(archives()).toBe(1)
    const [only] = await storedEnvironments(place)
    expect(only!.sizeMb).toBeGreaterThan(0)
    expect(only!.used).toBeNull()
    await evict({ home: place, quotaMb: 0, python, ...nothing })
    expect(archives()).toBe(0)
    // What is gone from the cache is fetched again.
    await build(place, small, found, uv, () => undefined)
    expect(await names(place)).toEqual(['small'])
  }, 60_000)
})

test('a warm process holds its environment while it lives, and an idle one ends by itself', async () => {
  const runner = createPythonRunner({ home, log: () => undefined, idleMs: 300 })
  await runner.ensure(sklearn)
  const file = holdFile(environmentDir(home, sklearn))
  // Without the lock of another test file's process: only its own is looked at.
  const own = path.join(mkdtempSync(path.join(folder, 'home-')), 'hold')
  const process = new WarmProcess(environmentPython(home, sklearn), findPythonRoot(), 1, () => undefined, own)
  await process.start()
  expect(isFree(own)).toBe(false)
  await process.close()
  expect(isFree(own)).toBe(true)
  expect(existsSync(file)).toBe(true)
  const job = { entry: 'python_script', params: { code: 'import os, pandas as pd\n\ndef main():\n    return pd.DataFrame({"parent": [os.getppid()]})' }, inputs: {}, outputs: [{ port: 'out1', type: 'table' }, { port: 'out2', type: 'table' }] }
  const parent = async () => Number((await rows((await runner.run(sklearn, { ...job, outDir: mkdtempSync(path.join(folder, 'out-')) })).outputs.out1!.path))[0]!.parent)
  const first = await parent()
  await until(() => !isAlive(first), 'the idle process to end')
  expect(await parent()).not.toBe(first)
  await runner.close()
}, 60_000)

const isFree = (file: string) => spawnSync(python, ['-c', 'import fcntl,sys; fcntl.flock(open(sys.argv[1],"a"), fcntl.LOCK_EX|fcntl.LOCK_NB)', file]).status === 0

test('a Python of another version is looked for, and its lack is told with what there is', async () => {
  const found = await findPython(undefined)
  if ('problem' in found) throw new Error(found.problem)
  const minor = found.version.split('.').slice(0, 2).join('.')
  expect(await findPython(undefined, `==${minor}.*`)).toMatchObject({ version: found.version })
  process.env.ATELIER_PYTHON = found.path
  const none = await findPython(undefined, '==3.99.*')
  delete process.env.ATELIER_PYTHON
  expect(none).toEqual({ problem: `This host has no Python 3.99 (it has ${found.version}). Install Python 3.99 there, or choose another Python for the environment.` })
})
