import { randomBytes } from 'node:crypto'
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { installerEnv } from './child-env'
import { EnvironmentError } from './environment-error'
import { execute, type Execution } from './execute'
import type { FoundPython } from './probe'
import type { Environment, OnProgress } from './types'
import { folderMb, platform, readMark, writeMark } from './mark'
import { explainFailure, packagesIn, UvProgress } from './uv-output'

/** Where an environment lies on this host: one folder a lock file, shared by all agents with this home. */
export function environmentDir(home: string, environment: Pick<Environment, 'name' | 'lockHash'>): string {
  return path.join(home, 'environments', `${environment.name}-${environment.lockHash.slice(0, 12)}`)
}

export function environmentPython(home: string, environment: Pick<Environment, 'name' | 'lockHash'>): string {
  return path.join(environmentDir(home, environment), 'bin', 'python')
}

/** True where the environment was built to its end, for this kind of machine, and the Python that it came from is still there. */
export async function isBuilt(home: string, environment: Environment): Promise<boolean> {
  try {
    const mark = await readMark(environmentDir(home, environment))
    await access(environmentPython(home, environment))
    return mark?.lockHash === environment.lockHash && (mark.platform === undefined || mark.platform === platform)
  } catch {
    return false
  }
}

/**
 * Builds the environment beside its place and moves it there when it is whole. The caller holds the build lock.
 * @throws EnvironmentError
 */
export async function build(home: string, environment: Environment, python: FoundPython, uv: string, onProgress: OnProgress): Promise<void> {
  const place = environmentDir(home, environment)
  const folder = path.dirname(place)
  const prefix = `.building-${path.basename(place)}-`
  await mkdir(folder, { recursive: true })
  // Under the lock whatever is still here was left by a build that was killed.
  for (const name of await readdir(folder)) if (name.startsWith(prefix)) await rm(path.join(folder, name), { recursive: true, force: true })

  const temporary = path.join(folder, prefix + randomBytes(6).toString('hex'))
  try {
    await install(home, temporary, environment, python, uv, onProgress)
    await writeMark(temporary, { lockHash: environment.lockHash, python: python.path, version: python.version, platform, environment, sizeMb: await folderMb(temporary) })
    await rm(place, { recursive: true, force: true })
    await rename(temporary, place)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (error instanceof EnvironmentError) throw error
    throw new EnvironmentError(`The environment ${environment.name} could not be written to ${folder}: ${(error as Error).message}`, { cause: error, blame: 'host' })
  }
}

async function install(home: string, venv: string, environment: Environment, python: FoundPython, uv: string, onProgress: OnProgress): Promise<void> {
  const progress = new UvProgress(packagesIn(environment.lock))
  const options = { env: installerEnv(home), cwd: home, onLine: (line: string) => onProgress(progress.read(line)) }
  onProgress({ done: 0, total: progress.total, message: `Making the environment with Python ${python.version}` })
  const made = await execute(uv, ['venv', '--quiet', '--no-project', '--relocatable', '--python', python.path, venv], options)
  if (made.code !== 0) throw failed('could not be made', made)

  const lockFile = path.join(venv, 'requirements.lock')
  await writeFile(lockFile, environment.lock)
  const sync = await execute(uv, ['pip', 'sync', '--python', path.join(venv, 'bin', 'python'), '--require-hashes', '--no-build', '--link-mode', await linkMode(home), lockFile], options)
  if (sync.code !== 0) throw failed('could not be built', sync)

  function failed(what: string, { stderr, error }: Execution): EnvironmentError {
    const { message, blame } = explainFailure(stderr || error?.message || '', python.version.split('.').slice(0, 2).join('.'))
    return new EnvironmentError(`The environment ${environment.name} ${what}. ${message}`, { blame })
  }
}

/** Hard links where cache and environments share a disk, so that a second environment costs little. */
async function linkMode(home: string): Promise<'hardlink' | 'copy'> {
  const cache = path.join(home, 'cache', 'uv')
  await mkdir(cache, { recursive: true })
  const [a, b] = await Promise.all([stat(cache), stat(path.join(home, 'environments'))])
  return a.dev === b.dev ? 'hardlink' : 'copy'
}
