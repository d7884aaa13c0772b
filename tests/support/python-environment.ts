import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build, environmentDir, environmentPython, isBuilt } from '@/agent/python/build'
import { withLock } from '@/agent/python/build-lock'
import { findPython } from '@/agent/python/probe'
import { findPythonRoot } from '@/agent/python/python-root'
import type { Environment } from '@/agent/python/types'
import { bootstrapUv, uvOnPath } from '@/agent/python/uv'
import { curatedEnvironments } from '@/lib/environments/list'
import { home } from '../agent/python/support'

/** A curated environment, or one of a lock file beside a test, built as agents build it; later runs find it. Answers with its interpreter. */
export async function testEnvironment(name: string, lockFile?: string): Promise<string> {
  const environment = lockFile ? locked(name, lockFile) : curatedEnvironments().find((curated) => curated.name === name)!
  const found = await findPython(undefined)
  if ('problem' in found) throw new Error(found.problem)
  const mutex = `${environmentDir(home, environment)}.lock`
  mkdirSync(path.dirname(mutex), { recursive: true })
  await withLock(found.path, mutex, () => undefined, async () => {
    if (await isBuilt(home, environment)) return
    const uv = (await uvOnPath()) ?? (await bootstrapUv(home, found, path.join(findPythonRoot(), 'tools/requirements.lock'), () => undefined))
    await build(home, environment, found, uv, () => undefined)
  })
  return environmentPython(home, environment)
}

function locked(name: string, lockFile: string): Environment {
  const lock = readFileSync(lockFile, 'utf8')
  return { name, version: 1, lock, lockHash: createHash('sha256').update(lock).digest('hex'), python: '>=3.11' }
}
