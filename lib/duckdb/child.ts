import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { ChildError } from './child-error'
import type { Report } from './messages'

const graceMs = 2_000
const keptStderr = 4_000

export interface Job {
  op: string
  payload: unknown
  memoryMb: number
  onLog?: ((line: string) => void) | undefined
  spool?: string | undefined
}

interface Running extends Job {
  id: number
  resolve: (value: unknown) => void
  reject: (error: ChildError) => void
  /** Set once the child is being killed for a reason that we know. */
  verdict?: ChildError
}

/** The parent's handle on one child process. It does one job at a time and leads its own process group. */
export class Child {
  private readonly process: ChildProcess
  private running: Running | undefined
  private jobs = 0
  private stderr = ''
  private killTimer: NodeJS.Timeout | undefined
  /** Why it is being ended, once it is: a job that comes too late gets the same answer. */
  private ending: ChildError | undefined
  /** Memory it held after the last job, in MB. */
  restMb = 0
  alive = true
  readonly ready: Promise<void>
  readonly ended: Promise<void>

  constructor(workerFile: string, tempDir: string, heapMb: number, onEnd: () => void) {
    this.process = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, workerFile], {
      // Its own process group, so that a kill reaches whatever it started and a Ctrl-C in the terminal does not.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // No secret of the studio's goes along.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', ATELIER_CHILD_TEMP: tempDir, NODE_ENV: process.env.NODE_ENV ?? 'production', ...(process.env.ATELIER_STEP_THREADS && { ATELIER_STEP_THREADS: process.env.ATELIER_STEP_THREADS }) },
    })
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-keptStderr)
    })
    this.ready = new Promise((resolve) => {
      this.process.on('message', (report: Report) => {
        if (report.kind !== 'ready') return this.receive(report)
        if (!this.running) this.hold(false)
        resolve()
      })
    })
    this.ended = new Promise((resolve) => {
      const over = (signal: NodeJS.Signals | null, cause?: Error) => {
        if (!this.alive) return
        this.alive = false
        clearTimeout(this.killTimer)
        if (this.pid) rmSync(path.join(tempDir, `duckdb-${this.pid}`), { recursive: true, force: true })
        this.fail(this.running?.verdict ?? this.crashed(signal, cause))
        onEnd()
        resolve()
      }
      this.process.on('exit', (_code, signal) => over(signal))
      this.process.on('error', (error) => over(null, error))
    })
  }

  get pid(): number | undefined {
    return this.process.pid
  }

  run(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.alive || this.ending) return reject(this.ending ?? this.crashed(null))
      const id = ++this.jobs
      this.running = { ...job, id, resolve, reject }
      this.hold(true)
      this.process.send({ id, op: job.op, payload: job.payload, memoryMb: job.memoryMb, spool: job.spool }, (error) => {
        if (error) this.kill()
      })
    })
  }

  /** Ends the child, and its job with `verdict`: SIGTERM to the group, SIGKILL if it is still there after two seconds. */
  kill(verdict?: ChildError): void {
    if (!this.alive) return
    this.ending ??= verdict
    if (this.running && verdict) this.running.verdict ??= verdict
    this.signal('SIGTERM')
    this.killTimer ??= setTimeout(() => this.signal('SIGKILL'), graceMs)
  }

  private signal(name: 'SIGTERM' | 'SIGKILL'): void {
    if (!this.pid || !this.alive) return
    try {
      process.kill(-this.pid, name)
    } catch {
      this.process.kill(name)
    }
  }

  private receive(report: Exclude<Report, { kind: 'ready' }>): void {
    const running = this.running
    if (!running || running.id !== report.id || running.verdict) return
    if (report.kind === 'log') return running.onLog?.(report.line)
    if (report.kind === 'oom') {
      running.verdict = outOfMemory(running.memoryMb, report.peakMb)
      return
    }
    this.restMb = report.restMb
    if (report.kind === 'result') {
      this.running = undefined
      this.hold(false)
      running.resolve(report.value)
    } else {
      this.fail(report.reason === 'oom' ? outOfMemory(running.memoryMb, report.peakMb, report.message) : new ChildError(report.reason, report.message, report.peakMb))
    }
  }

  private fail(error: ChildError): void {
    const running = this.running
    this.running = undefined
    this.hold(false)
    running?.reject(error)
  }

  private crashed(signal: NodeJS.Signals | null, cause?: Error): ChildError {
    // V8 reports its own full heap and aborts before the watch can.
    if (/heap out of memory|Reached heap limit/i.test(this.stderr)) return outOfMemory(this.running?.memoryMb ?? 0, this.restMb)
    const last = this.stderr.trim().split('\n').at(-1)
    const how = cause?.message ?? (signal ? `it was ended by ${signal}` : 'it ended')
    return new ChildError('crashed', `The process that worked on the table died: ${how}${last ? ` (${last.slice(0, 300)})` : ''}.`)
  }

  /** An idle child does not keep the parent's event loop alive. */
  private hold(busy: boolean): void {
    const stderr = this.process.stderr as unknown as { ref?(): void; unref?(): void } | null
    if (busy) {
      this.process.ref()
      this.process.channel?.ref()
      stderr?.ref?.()
    } else {
      this.process.unref()
      this.process.channel?.unref()
      stderr?.unref?.()
    }
  }
}

export function outOfMemory(limitMb: number, peakMb: number, cause = ''): ChildError {
  const detail = /\(([^)]*used)\)/.exec(cause)?.[1]
  return new ChildError('oom', `It needed more memory than its limit of ${limitMb} MB (peak ${peakMb} MB${detail ? `; the table engine held ${detail}` : ''}).`, peakMb)
}
