import type { BuildOrder, EnvironmentDefinition, ResolvedRequest, ResolveOrder } from '@/lib/protocol/environments'
import type { EnvironmentRef, EnvironmentState } from '@/lib/protocol/messages'
import { createPythonRunner, EnvironmentError, isEnvironmentError, type Environment, type Interpreter, type PythonRunner, type PythonRunnerOptions, type RunOptions, type StepJob, type StepResult } from './python'
import { blameOf } from './python/environment-error'

export interface BuildLine {
  lockHash: string
  line: string
}

export interface EnvironmentsOptions extends Pick<PythonRunnerOptions, 'home' | 'slots' | 'log' | 'quotaMb' | 'containers'> {
  /** Fetches what an environment is built from. */
  fetch: (lockHash: string) => Promise<EnvironmentDefinition>
  /** Tells the studio how a resolution has ended. */
  report: (id: string, result: ResolvedRequest) => Promise<void>
}

/** A build that failed for want of network or disk is tried again after this long. */
const retryMs = Number(process.env.ATELIER_ENVIRONMENT_RETRY_MS ?? 120_000)

/** The Python environments on this host: built when the studio says so, one after the other; a step is claimed only for a ready one. */
export class Environments {
  python: Interpreter | null = null
  problem: string | null = null
  private readonly byHash = new Map<string, Environment>()
  private readonly ordered = new Set<string>()
  private readonly resolving = new Set<string>()
  private lines: BuildLine[] = []
  private line: Promise<void> = Promise.resolve()
  private readonly runner: PythonRunner

  constructor(
    private readonly options: EnvironmentsOptions,
    /** Called whenever something that the studio shows has changed. */
    private readonly changed: () => void,
  ) {
    this.runner = createPythonRunner(options)
  }

  /** Finds Python and what was built before, then builds what every agent has. Never throws. */
  async prepare(environments: Environment[]): Promise<void> {
    try {
      for (const environment of environments) {
        this.byHash.set(environment.lockHash, environment)
        this.runner.keep(environment)
      }
      await this.probe()
      if (!this.python) return
      for (const environment of await this.runner.scan()) if (!this.byHash.has(environment.lockHash)) this.byHash.set(environment.lockHash, environment)
      for (const environment of environments) await this.runner.check(environment)
      this.changed()
      for (const { lockHash } of environments) this.enqueue(lockHash)
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
      this.changed()
    }
  }

  /** What the answer to a heartbeat asks for; what is under way already is not begun twice. */
  obey(builds: BuildOrder[], resolutions: ResolveOrder[]): void {
    for (const { lockHash, again } of builds) {
      const state = this.stateOf(lockHash)
      if (state === undefined || state === 'absent' || (again && state === 'failed')) this.enqueue(lockHash)
    }
    for (const order of resolutions) void this.resolve(order)
  }

  /** Lock hashes of what is ready. */
  ready(): string[] {
    return this.states().filter((state) => state.state === 'ready').map((state) => state.lockHash)
  }

  states(): EnvironmentState[] {
    return this.runner.states()
  }

  /** The lines of builds since the last call. */
  takeLines(): BuildLine[] {
    return this.lines.splice(0)
  }

  run(environment: EnvironmentRef | null, job: StepJob, options: RunOptions): Promise<StepResult> {
    const known = environment && this.byHash.get(environment.lockHash)
    if (!known) throw new EnvironmentError(`This agent does not know the environment ${environment?.name ?? ''}. Restart it so that it learns of it.`)
    return this.runner.run(known, job, options)
  }

  close(): Promise<void> {
    return this.runner.close()
  }

  private async probe(): Promise<void> {
    const probe = await this.runner.probe()
    if ('problem' in probe) this.problem = probe.problem
    else {
      this.python = probe
      this.problem = null
    }
    this.changed()
    // Somebody may install it while the agent runs.
    if (!this.python) setTimeout(() => void this.prepare([...this.byHash.values()]), retryMs).unref()
  }

  private stateOf(lockHash: string): EnvironmentState['state'] | undefined {
    return this.states().find((state) => state.lockHash === lockHash)?.state
  }

  /** One build at a time: they share the network and the disk. */
  private enqueue(lockHash: string): void {
    if (this.ordered.has(lockHash)) return
    this.ordered.add(lockHash)
    this.line = this.line.then(() => this.build(lockHash)).finally(() => this.ordered.delete(lockHash))
  }

  private async build(lockHash: string): Promise<void> {
    try {
      const environment = this.byHash.get(lockHash) ?? (await this.options.fetch(lockHash))
      this.byHash.set(lockHash, environment)
      await this.runner.ensure(environment, ({ line }) => {
        if (line) this.lines.push({ lockHash, line })
        this.changed()
      })
    } catch (error) {
      this.lines.push({ lockHash, line: error instanceof Error ? error.message : String(error) })
      if (blameOf(error) === 'host') setTimeout(() => this.enqueue(lockHash), retryMs).unref()
    }
    this.changed()
  }

  private async resolve(order: ResolveOrder): Promise<void> {
    if (this.resolving.has(order.id)) return
    this.resolving.add(order.id)
    const said: string[] = []
    let result: ResolvedRequest
    try {
      const lock = await this.runner.resolve(order, (line) => said.push(line))
      result = { lock, problem: '', cause: 'environment', log: said.join('\n') }
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      result = { lock: null, problem, cause: isEnvironmentError(error) ? error.blame : 'host', log: [...said, problem].join('\n') }
    }
    await this.options.report(order.id, result).catch((error: unknown) => this.options.log(`The lock of ${order.name} could not be told: ${error instanceof Error ? error.message : String(error)}`))
    this.resolving.delete(order.id)
  }
}
