import type { EnvironmentRef, EnvironmentState } from '@/lib/protocol/messages'
import { createPythonRunner, EnvironmentError, type Environment, type Interpreter, type PythonRunner, type RunOptions, type StepJob, type StepResult } from './python'

export interface BuildLine {
  lockHash: string
  line: string
}

/** A build that failed for want of network or disk is tried again after this long. */
const retryMs = 120_000

/** The Python environments on this host. They are prepared in the background; a step is claimed only for a ready one. */
export class Environments {
  python: Interpreter | null = null
  problem: string | null = null
  private readonly byHash = new Map<string, Environment>()
  private lines: BuildLine[] = []
  private readonly runner: PythonRunner

  constructor(
    options: { home: string; slots: number; log: (line: string) => void },
    /** Called whenever something that the studio shows has changed. */
    private readonly changed: () => void,
  ) {
    this.runner = createPythonRunner(options)
  }

  /** Finds Python, then builds what is not there, one after the other. Never throws. */
  async prepare(environments: Environment[]): Promise<void> {
    try {
      for (const environment of environments) this.byHash.set(environment.lockHash, environment)
      const probe = await this.runner.probe()
      if ('problem' in probe) this.problem = probe.problem
      else this.python = probe
      this.changed()
      if (!this.python) return
      for (const environment of environments) await this.runner.check(environment)
      this.changed()
      for (const environment of environments) await this.build(environment)
      if (environments.length > this.ready().length) setTimeout(() => void this.prepare(environments), retryMs).unref()
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
      this.changed()
    }
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

  private async build(environment: Environment): Promise<void> {
    try {
      await this.runner.ensure(environment, ({ line }) => {
        if (line) this.lines.push({ lockHash: environment.lockHash, line })
        this.changed()
      })
    } catch (error) {
      this.lines.push({ lockHash: environment.lockHash, line: error instanceof Error ? error.message : String(error) })
    }
    this.changed()
  }
}
