// Stops PostgreSQL when the process that started it is gone, even by kill -9.
import { spawn } from 'node:child_process'

// The pipe to its standard input closes with the launcher. The lock file is asked first, since the number may be another's by then.
const script = `
read -r _
[ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ] && kill -INT "$1"
`

/**
 * A shell of about one megabyte that waits for this process to end.
 * @returns {() => void} call it once PostgreSQL has been stopped otherwise
 */
export function guardServer(pid, directory) {
  const child = spawn('sh', ['-c', script, 'atelier-database-guard', String(pid), directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.stdin.unref?.()
  child.unref()
  return () => child.kill('SIGKILL')
}
