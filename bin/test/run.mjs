import { spawn } from 'node:child_process'
import { root } from '../start/settings.mjs'
import { red, warn } from '../start/terminal.mjs'

/** A runner that has not ended by then hangs: all of it together takes minutes. */
const patienceMs = 20 * 60_000

/** Runs a program in this terminal, with all that it starts. @returns {Promise<number>} its exit code, 1 when it was killed */
export function run(command, args, { env, quiet = false } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'], detached: true })
  const end = (signal) => process.kill(-child.pid, signal)
  const timer = setTimeout(() => {
    warn(`${red('✗')} This hung for ${patienceMs / 60_000} minutes and was ended.`)
    end('SIGKILL')
  }, patienceMs)
  const interrupt = () => end('SIGINT')
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
      resolve(code ?? 1)
    })
  })
}
