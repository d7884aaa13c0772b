import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ChildError, type ChildReason } from '@/lib/duckdb/child-error'
import { warmEnv } from './child-env'
import { EnvironmentError } from './environment-error'
import type { LogStream, RunOptions, StepJob, StepResult } from './types'

type Message =
  | { event: 'ready'; pid: number; python: string; threads: number; startMs: number }
  | { event: 'started'; id: number; pid: number }
  | { event: 'log'; id: number; stream: LogStream; lines: string[] }
  | { event: 'done'; id: number; ok: true; result: Omit<StepResult, 'peakMb'>; peakMb: number }
  | { event: 'done'; id: number; ok: false; reason: ChildReason; message: string; peakMb: number }

interface Pending {
  resolve: (result: StepResult) => void
  reject: (error: ChildError) => void
  onLog: RunOptions['onLog']
  onStart: RunOptions['onStart']
  pid?: number
  cancelled: boolean
}

/** One environment's warm process: Python with its libraries imported, which forks a child for each job. */
export class WarmProcess {
  private child: ChildProcess | undefined
  private starting: Promise<void> | undefined
  private readonly pending = new Map<number, Pending>()
  private lastLines: string[] = []
  private nextId = 1
  private closed = false
  /** Of the running process; undefined while there is none. */
  pid: number | undefined
  /** Threads it had before its first fork; anything but 1 makes forks unsafe. */
  threads = 0
  /** When a step last began or ended in it, by `performance.now()`. */
  lastUse = performance.now()

  /**
   * @param python the environment's interpreter
   * @param pythonRoot folder that holds atelier_runner
   * @param threads for OpenMP in each child
   * @param hold a file that it holds while it lives, so that nobody takes the environment away
   */
  constructor(
    private readonly python: string,
    private readonly pythonRoot: string,
    private readonly threadsPerJob: number,
    private readonly log: (line: string) => void,
    private readonly hold?: string,
    /** Where it is not that interpreter itself but a program that starts one elsewhere. */
    private readonly args: string[] = ['-m', 'atelier_runner.forkserver'],
  ) {}

  /** Steps that run in it now. */
  get busy(): number {
    return this.pending.size
  }

  /** Starts the process unless it runs; for a job that waits what its `entry` needs is imported first. @throws EnvironmentError where the libraries cannot be imported */
  start(entry?: string): Promise<void> {
    if (this.closed) return Promise.reject(new EnvironmentError('The agent is shutting down', { blame: 'host' }))
    this.starting ??= this.launch(entry)
    return this.starting
  }

  /** Runs one job in a fork. @throws ChildError */
  async run(job: StepJob, { signal, onLog, memoryMb, spool, onStart, gpus }: RunOptions): Promise<StepResult> {
    const sentAt = Date.now()
    await this.start(job.entry)
    if (signal?.aborted) throw new ChildError('cancelled', 'Cancelled')
    const id = this.nextId++
    this.lastUse = performance.now()
    const cancel = () => this.cancel(id)
    try {
      return await new Promise<StepResult>((resolve, reject) => {
        this.pending.set(id, { resolve, reject, onLog, onStart, cancelled: false })
        signal?.addEventListener('abort', cancel, { once: true })
        this.send({ op: 'run', id, ...job, threads: this.threadsPerJob, memoryMb: memoryMb ?? null, gpus: gpus ?? [], sentAt, spool: spool ?? null })
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
      this.pending.delete(id)
      this.lastUse = performance.now()
    }
  }

  /** Ends the process and every step that it runs. */
  async close(): Promise<void> {
    this.closed = true
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    // Without it the end of stdin would mean that the agent has died, and steps would go on.
    this.send({ op: 'close' })
    child.stdin?.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
    await ended
    clearTimeout(timer)
  }

  private launch(entry: string | undefined): Promise<void> {
    const child = spawn(this.python, this.args, {
      cwd: this.pythonRoot,
      env: { ...warmEnv(this.pythonRoot), ...(this.hold && { ATELIER_HOLD: this.hold }), ...(entry && { ATELIER_FIRST_STEP: entry }) },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Its own group: Ctrl-C in the agent's terminal must not reach it before the agent has reported.
      detached: true,
    })
    this.child = child
    // One that starts is not idle.
    this.lastUse = Infinity
    this.pid = child.pid
    this.lastLines = []
    child.stdin!.on('error', () => undefined)
    createInterface({ input: child.stderr! }).on('line', (line) => {
      this.lastLines = [...this.lastLines.slice(-19), line]
      this.log(line)
    })
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout! }).on('line', (line) => {
        const message = JSON.parse(line) as Message
        if (message.event === 'ready') {
          this.threads = message.threads
          this.lastUse = performance.now()
          this.log(`Python ${message.python} is warm after ${message.startMs} ms (process ${message.pid})`)
          resolve()
        } else this.receive(message)
      })
      child.once('error', (error) => reject(new EnvironmentError(`Python could not be started: ${error.message}`)))
      child.once('close', (code, signal) => {
        this.lost(child, code, signal)
        reject(new EnvironmentError(`The environment's Python ended while starting: ${this.lastLines.at(-1) ?? signal ?? `exit code ${code}`}`))
      })
    })
  }

  private receive(message: Exclude<Message, { event: 'ready' }>): void {
    const pending = this.pending.get(message.id)
    if (!pending) return
    if (message.event === 'started') {
      pending.pid = message.pid
      pending.onStart?.(message.pid)
    } else if (message.event === 'log') for (const line of message.lines) pending.onLog?.(line, message.stream)
    else if (message.ok) pending.resolve({ ...message.result, peakMb: message.peakMb })
    else pending.reject(new ChildError(message.reason, message.message, message.peakMb))
  }

  private cancel(id: number): void {
    const pending = this.pending.get(id)
    if (!pending || pending.cancelled) return
    pending.cancelled = true
    this.send({ op: 'cancel', id })
  }

  private send(message: Record<string, unknown>): void {
    this.child?.stdin?.write(JSON.stringify(message) + '\n')
  }

  /** The process is gone: its children go too, their jobs fail as lost, and the next job starts a new one. */
  private lost(child: ChildProcess, code: number | null, signal: string | null): void {
    if (this.child !== child) return
    this.child = undefined
    this.starting = undefined
    this.pid = undefined
    for (const pending of this.pending.values()) {
      if (pending.pid !== undefined) killGroup(pending.pid)
      const how = signal ? `the signal ${signal}` : `exit code ${code}`
      pending.reject(
        pending.cancelled
          ? new ChildError('cancelled', 'Cancelled')
          : new ChildError('crashed', `The warm Python process ended (${how}) while the step ran; it starts anew with the next attempt.`),
      )
    }
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}
