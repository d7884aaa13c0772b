import { mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { EnvironmentState } from '@/lib/protocol/messages'
import { build, environmentDir, environmentPython, isBuilt } from './build'
import { withLock } from './build-lock'
import { EnvironmentError } from './environment-error'
import { asProbe, findPython, type FoundPython } from './probe'
import { findPythonRoot } from './python-root'
import { stepParams } from './step-params'
import type { BuildProgress, Environment, OnProgress, Probe, PythonRunner } from './types'
import { bootstrapUv, uvOnPath } from './uv'
import { WarmProcess } from './warm-process'

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
}

/** Builds environments on this host and runs steps in them. */
export function createPythonRunner({ home, log, slots = 1, pythonRoot = findPythonRoot() }: PythonRunnerOptions): PythonRunner {
  const known = new Map<string, EnvironmentState>()
  const builds = new Map<string, { promise: Promise<void>; listeners: Set<OnProgress>; last?: BuildProgress }>()
  const warm = new Map<string, WarmProcess>()
  const threads = Math.max(1, Math.floor(os.availableParallelism() / slots))
  let tools: Promise<{ uv: string | undefined; python: FoundPython | { problem: string } }> | undefined

  /** What was found is kept; what is missing is looked for again, since somebody may install it while the agent runs. */
  async function findTools() {
    tools ??= uvOnPath().then(async (uv) => ({ uv, python: await findPython(uv) }))
    const found = await tools
    if ('problem' in found.python) tools = undefined
    return found
  }

  function note(environment: Environment, state: EnvironmentState['state'], progress?: Partial<BuildProgress>): EnvironmentState {
    const { name, version, lockHash } = environment
    const { done = 0, total = 0, message = '' } = progress ?? {}
    const next = { name, version, lockHash, state, done, total, message }
    known.set(lockHash, next)
    return next
  }

  async function make(environment: Environment, report: OnProgress): Promise<void> {
    if (!(await isBuilt(home, environment))) {
      const { uv, python } = await findTools()
      if ('problem' in python) throw new EnvironmentError(python.problem)
      await mkdir(home, { recursive: true })
      const lock = path.join(home, 'environments', '.locks', path.basename(environmentDir(home, environment)))
      const waiting = (pid: string) => report({ done: 0, total: 0, message: `Waiting for process ${pid}, which builds it on this host` })
      await withLock(python.path, lock, waiting, async () => {
        if (await isBuilt(home, environment)) return
        const onLine = (line: string) => report({ done: 0, total: 0, message: 'Fetching the package installer uv', line })
        const installer = uv ?? (onLine(''), await bootstrapUv(home, python, path.join(pythonRoot, 'tools', 'requirements.lock'), onLine))
        await build(home, environment, python, installer, report)
      })
    }
    const { total } = known.get(environment.lockHash) ?? { total: 0 }
    report({ done: total, total, message: 'Starting Python' })
    await processOf(environment).start()
  }

  function processOf(environment: Environment): WarmProcess {
    let process = warm.get(environment.lockHash)
    if (!process) {
      process = new WarmProcess(environmentPython(home, environment), pythonRoot, threads, (line) => log(`${environment.name}: ${line}`))
      warm.set(environment.lockHash, process)
    }
    return process
  }

  async function buildOnce(environment: Environment, listeners: Set<OnProgress>): Promise<void> {
    const report: OnProgress = (progress) => {
      note(environment, 'building', progress)
      for (const listener of listeners) listener(progress)
    }
    try {
      await make(environment, report)
      const { total } = known.get(environment.lockHash) ?? { total: 0 }
      note(environment, 'ready', { done: total, total })
    } catch (error) {
      note(environment, 'failed', { message: (error as Error).message })
      throw error
    }
  }

  const runner: PythonRunner = {
    probe: async (): Promise<Probe> => asProbe((await findTools()).python),
    check: async (environment) => {
      const state = known.get(environment.lockHash)
      if (state && state.state !== 'absent') return state
      return note(environment, (await isBuilt(home, environment)) ? 'ready' : 'absent')
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
      const process = warm.get(environment.lockHash)
      if (process?.pid === undefined) await runner.ensure(environment)
      return processOf(environment).run({ ...job, params }, options)
    },
    states: () => [...known.values()],
    close: async () => {
      await Promise.all([...warm.values()].map((process) => process.close()))
    },
  }
  return runner
}
