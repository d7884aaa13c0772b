// A Node program of ours as a child: own process group, IPC channel (its end tells the child that we are gone), log file.
import { fork } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const logLimit = 20 * 1024 * 1024

/**
 * @param {{ file: string, args?: string[], execArgv?: string[], env: NodeJS.ProcessEnv, cwd: string, log: string, graceMs: number }} options
 *   `graceMs` is how long it may take to end after SIGTERM before it is killed.
 * @returns {{ pid: number, exited: Promise<string>, stop(): Promise<void> }}
 */
export function startChild({ file, args = [], execArgv = [], env, cwd, log, graceMs }) {
  rotate(log)
  const output = openSync(log, 'a')
  const child = fork(file, args, { execArgv, cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output, 'ipc'], detached: true })
  closeSync(output)
  const exited = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  return { pid: child.pid, exited, stop: () => stop(child, exited, graceMs) }
}

async function stop(child, exited, graceMs) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    const patience = new AbortController()
    const late = sleep(graceMs, 'late', { signal: patience.signal }).catch(() => null)
    if ((await Promise.race([exited, late])) === 'late') killGroup(child)
    patience.abort()
  }
  await exited
  // What it started and left behind goes with it.
  killGroup(child)
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

function rotate(log) {
  try {
    if (statSync(log).size > logLimit) renameSync(log, `${log}.1`)
  } catch {
    // No log yet.
  }
}
