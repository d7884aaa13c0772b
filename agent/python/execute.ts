import { spawn } from 'node:child_process'

export interface Execution {
  /** Null where the program could not be started or was ended by a signal. */
  code: number | null
  stdout: string
  stderr: string
  /** Why it could not be started, such as ENOENT. */
  error?: NodeJS.ErrnoException
}

export interface ExecuteOptions {
  env?: NodeJS.ProcessEnv
  cwd?: string
  timeoutMs?: number
  onLine?: (line: string) => void
  signal?: AbortSignal
}

/** Runs a program to its end and collects what it prints; never throws. Lines of both streams go to `onLine` as they come. */
export function execute(file: string, args: string[], options: ExecuteOptions = {}): Promise<Execution> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const texts = { stdout: '', stderr: '' }
    let failure: NodeJS.ErrnoException | undefined
    for (const name of ['stdout', 'stderr'] as const) {
      let rest = ''
      child[name].setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text
        const lines = (rest + text).split('\n')
        rest = lines.pop()!
        for (const line of lines) options.onLine?.(line)
      })
      child[name].on('end', () => rest && options.onLine?.(rest))
    }
    child.on('error', (error) => {
      failure = error
      if (child.pid === undefined) resolve({ code: null, ...texts, error })
    })
    child.on('close', (code) => resolve({ code, ...texts, ...(failure && { error: failure }) }))
  })
}
