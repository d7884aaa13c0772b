// Runs a program that ends by itself (npm, next build), with its output in a log file.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'

/**
 * @param {{ log: string, env?: NodeJS.ProcessEnv, cwd: string, signal?: AbortSignal }} options
 *   `signal` ends the program's whole process group.
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function runProgram(command, args, { log, env, cwd, signal }) {
  const output = openSync(log, 'w')
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output], detached: process.platform !== 'win32' })
  closeSync(output)
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGTERM')
    } catch {
      child.kill('SIGTERM')
    }
  }
  signal?.addEventListener('abort', stop)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted) reject(signal.reason)
      else resolve({ code, output: readFileSync(log, 'utf8') })
    })
  })
}
