import { createHash, randomUUID } from 'node:crypto'
import { EnvironmentError } from '../python/environment-error'
import { execute } from '../python/execute'
import { environmentDir } from '../python/build'
import { readMark } from '../python/mark'
import type { Environment, OnProgress, RunOptions, StepJob, StepResult } from '../python/types'
import { WarmProcess } from '../python/warm-process'
import { buildImage, imageTag, type ContainerProgram } from './build-image'
import { runArgs } from './run-args'

export type { ContainerProgram } from './build-image'

export interface Containers {
  isBuilt(environment: Environment): Promise<boolean>
  /** @throws EnvironmentError */
  build(environment: Environment, uv: string, onProgress: OnProgress): Promise<void>
  /** Starts the step runner once, so that what is missing shows before a step needs it. @throws EnvironmentError */
  check(environment: Environment): Promise<void>
  /** Runs one step in a container of its own. @throws ChildError, EnvironmentError */
  run(environment: Environment, job: StepJob, options?: RunOptions): Promise<StepResult>
  isBusy(lockHash: string): boolean
  /** Takes an image away; false where a container uses it. */
  remove(image: string): Promise<boolean>
  close(): Promise<void>
}

export interface ContainerOptions {
  program: ContainerProgram
  home: string
  pythonRoot: string
  threads: number
  log: (line: string) => void
}

/** After a cancel or the end of a step its container has this long to go by itself. */
const patienceMs = 8_000

/** Images and containers of one host, through podman or docker. */
export function createContainers({ program, home, pythonRoot, threads, log }: ContainerOptions): Containers {
  const mine = { 'atelier.home': createHash('sha256').update(home).digest('hex').slice(0, 16), 'atelier.agent': String(process.pid) }
  const running = new Map<string, string>()
  const runc = execute('runc', ['--version'], { timeoutMs: 10_000 }).then(({ code }) => code === 0)
  const swept = sweep()

  /** Removes the containers that an agent of this home left which was killed. */
  async function sweep(): Promise<void> {
    const found = await execute(program, ['ps', '--all', '--quiet', '--filter', `label=atelier.home=${mine['atelier.home']}`], { timeoutMs: 30_000 })
    const ids = found.stdout.split('\n').filter(Boolean)
    if (ids.length === 0) return
    const { stdout } = await execute(program, ['inspect', '--format', '{{.Id}} {{index .Config.Labels "atelier.agent"}}', ...ids], { timeoutMs: 30_000 })
    for (const line of stdout.split('\n').filter(Boolean)) {
      const [id, pid] = line.split(' ')
      if (Number(pid) === process.pid || isAlive(Number(pid))) continue
      log(`Removes the container ${id!.slice(0, 12)}, which an agent has left that is gone`)
      await kill(id!)
    }
  }

  async function kill(name: string): Promise<void> {
    await execute(program, ['rm', '--force', name], { timeoutMs: 60_000 })
  }

  async function start(environment: Environment, job: Pick<StepJob, 'inputs' | 'outDir'>, options: RunOptions): Promise<{ process: WarmProcess; name: string }> {
    await swept
    const name = `atelier-step-${randomUUID().slice(0, 12)}`
    const args = runArgs({ program, runc: await runc, image: imageTag(environment), name, labels: mine, pythonRoot, job, memoryMb: options.memoryMb ?? null, gpus: options.gpus ?? [] })
    const process = new WarmProcess(program, pythonRoot, threads, (line) => log(`${environment.name}: ${line}`), undefined, args)
    running.set(name, environment.lockHash)
    return { process, name }
  }

  async function end(name: string, process: WarmProcess): Promise<void> {
    const late = setTimeout(() => void kill(name), patienceMs)
    await process.close()
    clearTimeout(late)
    running.delete(name)
  }

  return {
    isBuilt: async (environment) => {
      const mark = await readMark(environmentDir(home, environment))
      if (mark?.lockHash !== environment.lockHash || !mark.image) return false
      return (await execute(program, ['image', 'inspect', '--format', '{{.Id}}', mark.image], { timeoutMs: 30_000 })).code === 0
    },
    build: (environment, uv, onProgress) => buildImage(program, home, environment, uv, onProgress),
    check: async (environment) => {
      const { process, name } = await start(environment, { inputs: {}, outDir: pythonRoot }, {})
      try {
        await process.start()
      } finally {
        await end(name, process)
      }
    },
    run: async (environment, job, options = {}) => {
      const { process, name } = await start(environment, job, options)
      const force = () => setTimeout(() => running.has(name) && void kill(name), patienceMs).unref()
      options.signal?.addEventListener('abort', force, { once: true })
      try {
        return await process.run(job, options)
      } catch (error) {
        if (error instanceof EnvironmentError) throw new EnvironmentError(`The container of ${environment.name} did not start. ${error.message}`, { blame: error.blame })
        throw error
      } finally {
        options.signal?.removeEventListener('abort', force)
        await end(name, process)
      }
    },
    isBusy: (lockHash) => [...running.values()].includes(lockHash),
    remove: async (image) => (await execute(program, ['rmi', image], { timeoutMs: 120_000 })).code === 0,
    close: async () => void (await Promise.all([...running.keys()].map(kill))),
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
