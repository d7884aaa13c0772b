import type { EnvironmentDefinition, ResolveOrder } from '@/lib/protocol/environments'
import type { EnvironmentState, Phases } from '@/lib/protocol/messages'

/** An environment as the studio hands it out: `lock` is the text of the hashed lock file, `python` a range such as `>=3.11,<3.15`. */
export type Environment = Omit<EnvironmentDefinition, 'image'> & Partial<Pick<EnvironmentDefinition, 'image'>>

export interface Interpreter {
  version: string
  path: string
}

export type Probe = Interpreter | { problem: string }

/** One step for a forked child; what the table runner's `step` op gets, with `entry` in the component's place. */
export interface StepJob {
  /** Module below python/atelier_runner/steps. */
  entry: string
  params: Record<string, unknown>
  /** By connected port: what it is and the local file. */
  inputs: Record<string, { type: string; path: string }>
  outputs: { port: string; type: string }[]
  /** An existing empty folder; outputs are written there, one file named like its port. */
  outDir: string
}

export interface StepResult {
  outputs: Record<string, { path: string; digest: string; size: number; type: string; meta: Record<string, unknown> }>
  metrics: Record<string, number>
  /** Milliseconds. */
  phases: Phases
  /** The most memory that the step's processes were seen to hold together; 0 where it ended before the first look. */
  peakMb: number
}

export type LogStream = 'stdout' | 'stderr' | 'system'

export interface RunOptions {
  signal?: AbortSignal
  onLog?: (line: string, stream: LogStream) => void
  /** The most memory that the step's processes may hold together. */
  memoryMb?: number | null
  /** Where the step leaves its result should this process be gone by then; without it the step ends with it. */
  spool?: string | undefined
  /** Told the process id of the step once it runs. */
  onStart?: (pid: number) => void
  /** UUIDs of the GPUs that it was given. */
  gpus?: string[]
}

/** Of a build: packages done and in all, and a line for the environment's log where there is one. */
export interface BuildProgress {
  done: number
  total: number
  message: string
  line?: string
}

export type OnProgress = (progress: BuildProgress) => void

export interface PythonRunner {
  /** Finds Python; `problem` says in one sentence what to install. */
  probe(): Promise<Probe>
  /** What was built on this host before; from then on `states()` lists it. */
  scan(): Promise<Environment[]>
  /** It stays on the disk and warm, however long it is not used. */
  keep(environment: Environment): void
  /** Whether the environment is on this host already; from then on `states()` lists it. */
  check(environment: Environment): Promise<EnvironmentState>
  /** Builds the environment unless it is there, and starts its warm process. @throws EnvironmentError */
  ensure(environment: Environment, onProgress?: OnProgress): Promise<void>
  /** Runs one step in a forked child, after `ensure`. @throws ChildError, EnvironmentError */
  run(environment: Environment, job: StepJob, options?: RunOptions): Promise<StepResult>
  /** Makes a lock of requirements. @throws EnvironmentError naming the package that is in the way and why */
  resolve(order: ResolveOrder, onLine: (line: string) => void): Promise<string>
  states(): EnvironmentState[]
  /** Ends the warm processes and all that they started. */
  close(): Promise<void>
}
