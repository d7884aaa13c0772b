import { mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createContainers, type Containers } from '../container'
import { build, environmentDir, isBuilt } from './build'
import { withLock } from './build-lock'
import { blameOf, EnvironmentError } from './environment-error'
import { evict, storedEnvironments } from './evict'
import { noteUse } from './mark'
import { asProbe, findPython } from './probe'
import { findPythonRoot } from './python-root'
import { resolveRequirements } from './resolve'
import { States } from './states'
import { stepParams } from './step-params'
import { createTools } from './tools'
import type { BuildProgress, Environment, OnProgress, Probe, PythonRunner } from './types'
import { WarmPool } from './warm-pool'

export { EnvironmentError, isEnvironmentError } from './environment-error'
export type * from './types'

export interface PythonRunnerOptions {
  /** Holds environments, their package cache and the installer. */
  home: string
  log: (line: string) => void
  /** Steps that run at once; they share the processors. */
  slots?: number
  /** The folder `python/`, where it is not beside the program. */
  pythonRoot?: string
  /** How much the environments may take together. */
  quotaMb?: number
  /** The program that makes and runs images, where the host's owner allows it. */
  containers?: 'podman' | 'docker' | null
  /** After how long a warm process that runs nothing ends. */
  idleMs?: number
}

/** Builds environments on this host and runs steps in them. */
export function createPythonRunner({ home, log, slots = 1, pythonRoot = findPythonRoot(), quotaMb = 20_000, containers: program = null, idleMs = 15 * 60_000 }: PythonRunnerOptions): PythonRunner {
  const states = new States(home)
  const builds = new Map<string, { promise: Promise<void>; listeners: Set<OnProgress>; last?: BuildProgress }>()
  const threads = Math.max(1, Math.floor(os.availableParallelism() / slots))
  const tools = createTools(home, pythonRoot)
  const warm = new WarmPool({ home, pythonRoot, threads, log, idleMs })
  const containers: Containers | undefined = program ? createContainers({ program, home, pythonRoot, threads, log }) : undefined
  const kept = new Set<string>()

  const isThere = (environment: Environment) => (environment.image ? (containers?.isBuilt(environment) ?? Promise.resolve(false)) : isBuilt(home, environment))

  async function make(environment: Environment, report: OnProgress): Promise<void> {
    if (environment.image && !containers) throw new EnvironmentError('This environment is an image, and this host runs no containers: its owner has not allowed them (ATELIER_AGENT_CONTAINERS=1), or it has neither podman nor docker.')
    if (!(await isThere(environment))) {
      const { uv, python } = await tools.find(environment.image ? undefined : environment.python)
      if ('problem' in python) throw new EnvironmentError(python.problem)
      await mkdir(home, { recursive: true })
      const lock = path.join(home, 'environments', '.locks', path.basename(environmentDir(home, environment)))
      const waiting = (pid: string) => report({ done: 0, total: 0, message: `Waiting for process ${pid}, which builds it on this host` })
      await withLock(python.path, lock, waiting, async () => {
        if (await isThere(environment)) return
        const onLine = (line: string) => report({ done: 0, total: 0, message: 'Fetching the package installer uv', line })
        const installer = uv ?? (onLine(''), await tools.bootstrap(python, onLine))
        if (environment.image) await containers!.build(environment, installer, report)
        else await build(home, environment, python, installer, report)
      })
    }
    const { total } = states.get(environment.lockHash) ?? { total: 0 }
    report({ done: total, total, message: 'Starting Python' })
    if (environment.image) await containers!.check(environment)
    else await warm.of(environment).start()
  }

  async function buildOnce(environment: Environment, listeners: Set<OnProgress>): Promise<void> {
    const report: OnProgress = (progress) => {
      states.note(environment, 'building', progress)
      for (const listener of listeners) listener(progress)
    }
    try {
      await make(environment, report)
      const { total } = states.get(environment.lockHash) ?? { total: 0 }
      states.note(environment, 'ready', { done: total, total })
      await states.measure(environment)
      await makeRoom(environment.lockHash)
    } catch (error) {
      states.note(environment, 'failed', { message: (error as Error).message, cause: blameOf(error) })
      throw error
    }
  }

  /** What has not been used for longest goes where there is too much. */
  async function makeRoom(fresh: string): Promise<void> {
    const { python } = await tools.find()
    if ('problem' in python) return
    const gone = await evict({
      home,
      quotaMb,
      python: python.path,
      keeps: (lockHash) => lockHash === fresh || kept.has(lockHash) || builds.has(lockHash),
      leave: async (lockHash) => {
        if (warm.isBusy(lockHash) || containers?.isBusy(lockHash)) return false
        await warm.end(lockHash)
        return true
      },
      discard: async (image) => (await containers?.remove(image)) ?? false,
    })
    for (const { mark, folder, sizeMb } of gone) {
      states.forget(mark.lockHash)
      log(`${path.basename(folder)} was removed to make room: ${sizeMb} MB, not used for longest`)
    }
  }

  const runner: PythonRunner = {
    probe: async (): Promise<Probe> => asProbe((await tools.find()).python),
    scan: async () => {
      const stored = await storedEnvironments(home)
      const found = stored.flatMap(({ mark }) => (mark.environment && (!mark.image || containers) ? [mark.environment] : []))
      for (const environment of found) await runner.check(environment)
      return found
    },
    check: async (environment) => {
      const state = states.get(environment.lockHash)
      if (state && state.state !== 'absent') return state
      const there = await isThere(environment)
      states.note(environment, there ? 'ready' : 'absent')
      if (there) await states.measure(environment)
      return states.get(environment.lockHash)!
    },
    keep: (environment) => {
      kept.add(environment.lockHash)
      warm.keep(environment)
    },
    ensure: (environment, onProgress) => {
      const running = builds.get(environment.lockHash)
      if (running) {
        if (onProgress) running.listeners.add(onProgress)
        return running.promise
      }
      const listeners = new Set(onProgress ? [onProgress] : [])
      const promise = buildOnce(environment, listeners).finally(() => builds.delete(environment.lockHash))
      builds.set(environment.lockHash, { promise, listeners })
      return promise
    },
    run: async (environment, job, options = {}) => {
      const params = stepParams(job.entry, job.params)
      const ready = states.get(environment.lockHash)?.state === 'ready'
      if (!warm.isRunning(environment.lockHash) && !(ready && (await isThere(environment)))) await runner.ensure(environment)
      void noteUse(environmentDir(home, environment))
      states.used(environment.lockHash)
      // Nothing outside of a container sees to the end of what runs in it.
      if (environment.image) return containers!.run(environment, { ...job, params }, { ...options, spool: undefined, onStart: undefined })
      return warm.of(environment).run({ ...job, params }, options)
    },
    resolve: async (order, onLine) => {
      const { uv, python } = await tools.find()
      if ('problem' in python) throw new EnvironmentError(python.problem, { blame: 'host' })
      await mkdir(home, { recursive: true })
      return resolveRequirements(order, { home, uv: uv ?? (await tools.bootstrap(python, onLine)), python: python.path, onLine })
    },
    states: () => states.all(),
    close: async () => {
      await Promise.all([warm.close(), containers?.close()])
    },
  }
  return runner
}
