import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export interface Sshd {
  /** `user@127.0.0.1:port` */
  host: string
  key: string
  stop(): Promise<void>
}

/** The server's program, or why there is none: as root on Debian it is installed where it is missing. */
export function findSshd(): { program: string } | { problem: string } {
  const found = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'].find((file) => existsSync(file))
  if (found) return { program: found }
  if (os.userInfo().uid !== 0) return { problem: 'there is no sshd, and only root could install one' }
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'openssh-server', 'openssh-client'], { timeout: 180_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return status === 0 && existsSync('/usr/sbin/sshd') ? { program: '/usr/sbin/sshd' } : { problem: 'openssh-server could not be installed' }
}

/** A real sshd on 127.0.0.1, with keys of its own. Whoever comes has `home` as the home, so that nodes keep to it. */
export async function startSshd(program: string, home: string): Promise<Sshd> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'atelier-sshd-'))
  const keygen = (name: string) => spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, name)])
  keygen('host')
  keygen('user')
  writeFileSync(path.join(folder, 'authorized'), readFileSync(path.join(folder, 'user.pub')))
  const port = await freePort()
  const { username, uid } = os.userInfo()
  // It wants this folder where it separates privileges.
  if (uid === 0) mkdirSync('/run/sshd', { recursive: true })
  writeFileSync(
    path.join(folder, 'config'),
    ['ListenAddress 127.0.0.1', `Port ${port}`, `HostKey ${path.join(folder, 'host')}`, `AuthorizedKeysFile ${path.join(folder, 'authorized')}`, 'StrictModes no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UsePAM no', 'PermitRootLogin prohibit-password', `PidFile ${path.join(folder, 'pid')}`, `SetEnv HOME=${home} PATH=${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`].join('\n'),
  )
  const child = spawn(program, ['-D', '-e', '-f', path.join(folder, 'config')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (more) => (said += String(more)))
  await listening(child, () => said)
  return {
    host: `${username}@127.0.0.1:${port}`,
    key: path.join(folder, 'user'),
    async stop() {
      if (child.exitCode === null && child.kill()) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function listening(child: ChildProcess, said: () => string): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if (said().includes('Server listening')) return
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`sshd did not start: ${said()}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
