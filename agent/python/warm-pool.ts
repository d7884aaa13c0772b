import { environmentDir, environmentPython } from './build'
import { holdFile } from './mark'
import type { Environment } from './types'
import { WarmProcess } from './warm-process'

export interface WarmPoolOptions {
  home: string
  pythonRoot: string
  /** For OpenMP in each child. */
  threads: number
  log: (line: string) => void
  /** Milliseconds after which a process that runs nothing ends; its environment is started anew when it is needed. */
  idleMs: number
}

/** The warm processes of this agent, one an environment. */
export class WarmPool {
  private readonly processes = new Map<string, { process: WarmProcess; stays: boolean }>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly options: WarmPoolOptions) {
    this.timer = setInterval(() => this.closeIdle(), Math.min(60_000, options.idleMs))
    this.timer.unref()
  }

  /** The environment's process, started or not. */
  of(environment: Environment): WarmProcess {
    const known = this.processes.get(environment.lockHash)
    if (known) return known.process
    const { home, pythonRoot, threads, log } = this.options
    const hold = holdFile(environmentDir(home, environment))
    const process = new WarmProcess(environmentPython(home, environment), pythonRoot, threads, (line) => log(`${environment.name}: ${line}`), hold)
    this.processes.set(environment.lockHash, { process, stays: false })
    return process
  }

  /** It is kept however long it runs nothing. */
  keep(environment: Environment): void {
    this.of(environment)
    this.processes.get(environment.lockHash)!.stays = true
  }

  isRunning(lockHash: string): boolean {
    return this.processes.get(lockHash)?.process.pid !== undefined
  }

  /** Steps run in it now. */
  isBusy(lockHash: string): boolean {
    return (this.processes.get(lockHash)?.process.busy ?? 0) > 0
  }

  /** Ends one environment's process. */
  async end(lockHash: string): Promise<void> {
    const known = this.processes.get(lockHash)
    this.processes.delete(lockHash)
    await known?.process.close()
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await Promise.all([...this.processes.values()].map(({ process }) => process.close()))
  }

  private closeIdle(): void {
    for (const [lockHash, { process, stays }] of this.processes) {
      if (!stays && process.pid !== undefined && process.busy === 0 && performance.now() - process.lastUse > this.options.idleMs) void this.end(lockHash)
    }
  }
}
