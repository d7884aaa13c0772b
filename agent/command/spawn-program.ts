import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { UserError } from '@/lib/catalog/user-error'
import { ChildError } from '@/lib/duckdb/child-error'
import { memoryOfGroup } from './memory'

export interface ProgramRun {
  program: string
  args: string[]
  env: NodeJS.ProcessEnv
  cwd: string
  /** A file for its standard input; it is closed otherwise. */
  stdin?: string
  /** A file for what it prints; otherwise that is logged too. */
  stdout?: string
  limitMb: number
  timeoutMs: number | null
  signal: AbortSignal
  onLine: (line: string, stream: 'stdout' | 'stderr') => void
}

const watchMs = 250
const graceMs = 2_000
const toldLines = 5

/**
 * Runs a program to its end in a process group of its own, all of which is ended when it takes too much time or memory or `signal`
 * aborts. @throws UserError for a program that is not there, an exit code other than 0 or too much time; ChildError `oom`
 */
export async function spawnProgram(run: ProgramRun): Promise<{ peakMb: number }> {
  if (run.signal.aborted) throw new Error('Cancelled')
  const child = spawn(run.program, run.args, { cwd: run.cwd, env: run.env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  const group = child.pid
  let verdict: Error | undefined
  let peakMb = 0
  const last: string[] = []
  const kill = (name: NodeJS.Signals) => {
    try {
      if (group) process.kill(-group, name)
    } catch {
      // Nobody of the group is left.
    }
  }
  const end = (reason: Error) => {
    verdict ??= reason
    kill('SIGTERM')
    setTimeout(() => kill('SIGKILL'), graceMs).unref()
  }
  const cancel = () => end(new Error('Cancelled'))
  run.signal.addEventListener('abort', cancel, { once: true })
  const timer = run.timeoutMs === null ? undefined : setTimeout(() => end(new UserError(`“${run.program}” took longer than the ${Math.round(run.timeoutMs! / 6_000) / 10} minutes that it may, and was ended.`)), run.timeoutMs)
  const look = group ? memoryOfGroup(group) : () => 0
  const watch = setInterval(async () => {
    const mb = await look()
    peakMb = Math.max(peakMb, mb)
    if (mb > run.limitMb) end(new ChildError('oom', `“${run.program}” and what it started needed more memory than the limit of ${run.limitMb} MB (peak ${Math.round(peakMb)} MB).`, Math.round(peakMb)))
  }, watchMs)
  try {
    const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', (error) => reject(notStarted(error, run)))
      // What it left in the background ends with it, and lets go of the pipes.
      child.once('exit', () => kill('SIGKILL'))
      child.once('close', (code, signal) => resolve({ code, signal }))
    })
    const say = (stream: 'stdout' | 'stderr') => (line: string) => {
      last.push(line)
      if (last.length > toldLines) last.shift()
      run.onLine(line, stream)
    }
    // A program need not read all of its input.
    if (run.stdin) void pipeline(createReadStream(run.stdin), child.stdin).catch(() => {})
    else child.stdin.end()
    const printed = run.stdout ? pipeline(child.stdout, createWriteStream(run.stdout)) : eachLine(child.stdout, say('stdout'))
    const [{ code, signal }] = await Promise.all([exit, printed, eachLine(child.stderr, say('stderr'))])
    if (verdict) throw verdict
    if (signal) throw new UserError(`“${run.program}” was ended by ${signal}.${told(last)}`)
    if (code !== 0) throw new UserError(`“${run.program}” ended with exit code ${code}.${told(last)}`)
    return { peakMb: Math.round(peakMb) }
  } finally {
    clearInterval(watch)
    clearTimeout(timer)
    run.signal.removeEventListener('abort', cancel)
  }
}

const told = (lines: string[]) => (lines.length === 0 ? ' It printed nothing.' : ` Its last lines: ${lines.join('\n').slice(-800)}`)

function notStarted(error: NodeJS.ErrnoException, { program, cwd }: ProgramRun): UserError {
  if (error.code === 'EACCES') return new UserError(`“${program}” may not be run on this agent: the file is not executable.`)
  if (error.code === 'ENOENT') return new UserError(`This agent has no program “${program}”, or no folder ${cwd}. Install it there, or give its whole path.`)
  return new UserError(`“${program}” could not be started: ${error.message}`)
}

async function eachLine(stream: NodeJS.ReadableStream, use: (line: string) => void): Promise<void> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const text of stream as AsyncIterable<string>) {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop()!
    for (const line of lines) use(line)
    // A line without an end must not fill the memory.
    if (rest.length > 100_000) {
      use(rest)
      rest = ''
    }
  }
  if (rest !== '') use(rest)
}
