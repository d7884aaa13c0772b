import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/** One version, so that the test proves the same today and tomorrow. */
const ray = 'ray[default]==2.60.0'
const python = process.env.ATELIER_TEST_PYTHON ?? 'python3'

/** Package cache and environments outlive a test run, so that only the first one downloads. */
const lasting = process.env.ATELIER_TEST_HOME ?? path.join(import.meta.dirname, '../../../.atelier-test')

/** Ray in an environment of its own that outlives the test run: its folder, or why it cannot be had. */
export function installRay(): { folder: string } | { problem: string } {
  const folder = path.join(lasting, `ray-${ray.replace(/[^\d.]/g, '')}`)
  if (works(folder)) return { folder }
  rmSync(folder, { recursive: true, force: true })
  const made = run(python, ['-m', 'venv', folder])
  if (made !== '') return { problem: `no environment could be made with ${python}: ${made}` }
  const bin = path.join(folder, 'bin')
  const problem = run(path.join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv']) || run(path.join(bin, 'uv'), ['pip', 'install', '--quiet', '--python', path.join(bin, 'python'), ray])
  return problem === '' && works(folder) ? { folder } : { problem: problem || 'ray --version fails' }
}

const works = (folder: string) => existsSync(path.join(folder, 'bin', 'ray')) && spawnSync(path.join(folder, 'bin', 'ray'), ['--version'], { timeout: 60_000 }).status === 0

function run(program: string, args: string[]): string {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: 400_000 })
  return status === 0 ? '' : (error?.message ?? stderr.trim().split('\n').at(-1) ?? 'it failed')
}

export interface RayHead {
  address: string
  /** kill -9 of everything that this head has started. */
  kill(): void
  /** What its nodes kept. */
  forget(): void
}

/** `ray start --head` on ports of its own. Its processes are those of one process group, and ended by that alone. */
export async function startRay(folder: string, token: string): Promise<RayHead> {
  const [gcs, dashboard, client, agent, metrics] = await freePorts(5)
  // Short: Ray puts sockets below it.
  const temporary = mkdtempSync(path.join('/tmp', 'ray-'))
  const bin = path.join(folder, 'bin')
  shareEnvironments(temporary)
  const args = ['start', '--head', '--block', '--node-ip-address=127.0.0.1', `--port=${gcs}`, '--dashboard-host=127.0.0.1', `--dashboard-port=${dashboard}`, `--ray-client-server-port=${client}`, `--dashboard-agent-listen-port=${agent}`, `--metrics-export-port=${metrics}`, '--num-cpus=2', '--object-store-memory=100000000', '--disable-usage-stats', `--temp-dir=${temporary}`]
  const env = { NODE_ENV: 'test' as const, PATH: `${bin}:${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: temporary, RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: token }
  const child = spawn(path.join(bin, 'ray'), args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (more) => (said += String(more)))
  child.stderr.on('data', (more) => (said += String(more)))
  const address = `http://127.0.0.1:${dashboard}`
  const kill = () => {
    killGroup(child)
    killBelow(temporary)
  }
  try {
    await answers(address, child, token)
  } catch (error) {
    kill()
    throw new Error(`Ray did not start: ${(error as Error).message}\n${said.slice(-2000)}`)
  }
  return { address, kill, forget: () => rmSync(temporary, { recursive: true, force: true }) }
}

/** The nodes' home, with the package cache and the environment that every test run has. */
function shareEnvironments(home: string): void {
  const shared = path.join(home, '.atelier-nodes', 'shared')
  mkdirSync(path.join(shared, 'environments'), { recursive: true })
  mkdirSync(path.join(lasting, 'environments'), { recursive: true })
  for (const name of ['cache', 'tools']) {
    mkdirSync(path.join(lasting, name), { recursive: true })
    symlinkSync(path.join(lasting, name), path.join(shared, name))
  }
  for (const name of readdirSync(path.join(lasting, 'environments'))) if (name.startsWith('sklearn-')) symlinkSync(path.join(lasting, 'environments', name), path.join(shared, 'environments', name))
}

async function answers(address: string, child: ChildProcess, token: string): Promise<void> {
  for (const until = Date.now() + 90_000; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const response = await fetch(`${address}/api/jobs/`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5000) }).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Error('it did not answer within 90 s')
}

function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** What has left the group: found by the head's own folder in its command line, which no other process names. */
function killBelow(temporary: string): void {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  for (const line of stdout.split('\n')) {
    const pid = Number(/^\s*(\d+)/.exec(line)?.[1])
    if (pid && pid !== process.pid && line.includes(temporary)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended.
      }
    }
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => new Promise<net.Server>((resolve, reject) => {
      const server = net.createServer().on('error', reject)
      server.listen(0, '127.0.0.1', () => resolve(server))
    })),
  )
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
