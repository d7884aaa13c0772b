import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { EnvironmentError } from './environment-error'

/**
 * The kernel holds the lock for a helper process that ends when its stdin does. So the lock of an agent that was
 * killed is free at once, and no file is left behind that somebody would have to judge stale.
 */
const holder = `
import fcntl, os, sys
f = open(sys.argv[1], "a+")
try:
    fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    f.seek(0)
    print("waiting " + (f.read().strip() or "?"), flush=True)
    fcntl.flock(f, fcntl.LOCK_EX)
f.seek(0); f.truncate(); f.write(sys.argv[2]); f.flush()
print("held", flush=True)
sys.stdin.read()`

/**
 * Runs `work` while no other process on this host holds the lock `file`.
 * @param onWait told once, with the id of the process that holds it, if this one must wait
 */
export async function withLock<T>(python: string, file: string, onWait: (pid: string) => void, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true })
  const child = spawn(python, ['-I', '-c', holder, file, String(process.pid)], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    await held(child, onWait)
    return await work()
  } finally {
    child.stdin.destroy()
    await ended
  }
}

function held(child: ReturnType<typeof spawn>, onWait: (pid: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr!.setEncoding('utf8').on('data', (more: string) => (errors += more))
    child.stdout!.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const waiting = /^waiting (\S+)\n/.exec(text)
      if (waiting) {
        text = text.slice(waiting[0].length)
        onWait(waiting[1]!)
      }
      if (text.includes('held\n')) resolve()
    })
    child.once('error', (error) => reject(new EnvironmentError(`The build could not be locked: ${error.message}`, { blame: 'host' })))
    child.once('close', () => reject(new EnvironmentError(`The build could not be locked: ${errors.trim().split('\n').pop() ?? 'no reason given'}`, { blame: 'host' })))
  })
}
