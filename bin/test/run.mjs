import { spawn } from 'node:child_process'
import { root } from '../start/settings.mjs'

/** Runs a program in this terminal. @returns {Promise<number>} its exit code */
export function run(command, args, { env, quiet = false } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
