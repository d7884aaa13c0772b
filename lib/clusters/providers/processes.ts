import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { artifactRoot } from '@/lib/artifacts/store'
import { programFolder } from '@/lib/compute/bundle'
import { isSameProcess, startOf } from '@/lib/process/start-of'
import { lastWords, ProviderError, roomEnv, type Cluster, type KnownNode, type LaunchNode, type Provider, type Seen } from './types'

/** What lies beside a node's process, so that a studio that starts again finds it. */
interface Mark {
  pid: number
  started: string | null
}

/** What the nodes of one machine have in common: built and fetched once. */
const shared = ['environments', 'tools', 'cache']

/** Agents as processes of the studio's own machine, each in a folder of its own. They outlive the studio's process. */
export function processesProvider(cluster: Cluster, join: (token: string, name: string) => Promise<{ token: string }>): Provider {
  const home = path.join(path.resolve(process.env.ATELIER_HOME ?? '.atelier'), 'clusters', cluster.id)
  const folderOf = (id: string) => path.join(home, id)

  async function launch(node: LaunchNode): Promise<string> {
    const folder = folderOf(node.id)
    const running = await readMark(folder)
    if (running && isSameProcess(running.pid, running.started)) return externalOf(running.pid)
    const program = path.join(programFolder(), 'agent.mjs')
    if (!existsSync(program)) throw new ProviderError('This studio was started without its programs: run npm run bundle where it lies.')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await linkShared(folder)
    const { token } = await join(node.joinToken, node.name)
    const mark = start(program, folder, { ...cluster.config.env, ...agentEnv(cluster, node, folder, token) })
    await writeFile(`${path.join(folder, 'node.json')}.new`, JSON.stringify(mark))
    await rename(`${path.join(folder, 'node.json')}.new`, path.join(folder, 'node.json'))
    return externalOf(mark.pid)
  }

  async function list(nodes: KnownNode[]): Promise<Map<string, Seen>> {
    const seen = new Map<string, Seen>()
    for (const { id, externalId } of nodes) {
      if (externalId && !externalId.startsWith(`${os.hostname()}:`)) {
        seen.set(id, { state: 'unknown', note: '' })
        continue
      }
      const mark = await readMark(folderOf(id))
      if (!mark) continue
      const alive = isSameProcess(mark.pid, mark.started)
      seen.set(id, alive ? { state: 'running', note: '' } : { state: 'ended', note: lastWords(await readFile(path.join(folderOf(id), 'agent.log'), 'utf8').catch(() => '')) })
    }
    return seen
  }

  async function terminate({ id }: KnownNode): Promise<void> {
    const folder = folderOf(id)
    const mark = await readMark(folder)
    if (mark && isSameProcess(mark.pid, mark.started)) await endProcess(mark)
    await rm(folder, { recursive: true, force: true })
  }

  async function test() {
    if (!existsSync(path.join(programFolder(), 'agent.mjs'))) throw new ProviderError('This studio was started without its programs: run npm run bundle where it lies.')
    return { message: `Nodes run on ${os.hostname()}, which has ${os.availableParallelism()} processors and ${Math.round(os.totalmem() / 1e9)} GB of memory.`, warnings: [] }
  }

  async function linkShared(folder: string): Promise<void> {
    for (const name of shared) {
      const target = path.join(home, '..', 'shared', name)
      await mkdir(target, { recursive: true })
      await symlink(target, path.join(folder, name), 'dir').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
    }
  }

  return { place: () => `${os.hostname()}: a process`, launch, list, terminate, test }
}

const externalOf = (pid: number) => `${os.hostname()}: process ${pid}`

function agentEnv(cluster: Cluster, node: LaunchNode, folder: string, token: string): Record<string, string> {
  return {
    ...roomEnv(node.room),
    NODE_ENV: 'production',
    ATELIER_ROOT: process.env.ATELIER_ROOT ?? process.cwd(),
    ATELIER_URL: cluster.config.studioUrl,
    ATELIER_AGENT_TOKEN: token,
    ATELIER_AGENT_NAME: node.name,
    ATELIER_AGENT_TAGS: cluster.config.tags.join(','),
    ATELIER_AGENT_COMMANDS: cluster.config.commands ? '1' : '',
    ATELIER_HOME: folder,
    ATELIER_ARTIFACTS: artifactRoot(),
  }
}

/** What of the studio's own environment its nodes may see: where programs are, and no address or token of the studio. */
const passed = ['PATH', 'HOME', 'USER', 'LANG', 'TZ', 'TMPDIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'SSL_CERT_FILE', 'ATELIER_UV', 'ATELIER_PYTHON']

function start(program: string, folder: string, env: Record<string, string>): Mark {
  const log = openSync(path.join(folder, 'agent.log'), 'a', 0o600)
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.includes(name) || /^(UV_|PIP_|LC_)/.test(name)))
  try {
    const child = spawn(process.execPath, [program], { cwd: folder, env: { ...own, ...env } as NodeJS.ProcessEnv, detached: true, stdio: ['ignore', log, log] })
    child.on('error', () => {})
    child.unref()
    if (!child.pid) throw new ProviderError('The node’s process could not be started on the studio’s machine.')
    return { pid: child.pid, started: startOf(child.pid) }
  } finally {
    closeSync(log)
  }
}

/** Asks first; what has not ended after ten seconds is killed. */
async function endProcess({ pid, started }: Mark): Promise<void> {
  signal(pid, 'SIGTERM')
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (!isSameProcess(pid, started)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if (isSameProcess(pid, started)) signal(pid, 'SIGKILL')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

async function readMark(folder: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'node.json'), 'utf8')) as Mark
  } catch {
    return undefined
  }
}
