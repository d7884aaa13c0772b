import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { artifactStore } from '@/lib/artifacts/store'
import { bundleAgent } from './bundle'

const root = path.resolve(import.meta.dirname, '../..')
/** Package cache and installer outlive a test run, so that only the first one downloads. */
const lasting = process.env.ATELIER_TEST_HOME ?? path.join(root, '.atelier-test')

export interface RealAgent {
  child: ChildProcess
  home: string
  output: () => string
}

export interface StartOptions {
  url: string
  name: string
  token: string
  home: string
  env?: Record<string, string>
}

/** Real agents with this machine's Python, as they are shipped. */
export async function realAgents() {
  // Below the project, so that the bundle finds its packages.
  const folder = mkdtempSync(path.join(root, 'node_modules', '.agent-test-'))
  const homes: string[] = []
  const agents = new Set<ChildProcess>()
  await bundleAgent(folder)
  return {
    /** A home of its own that shares the package cache. */
    home(): string {
      mkdirSync(path.join(lasting, 'work'), { recursive: true })
      const home = mkdtempSync(path.join(lasting, 'work', 'agent-'))
      mkdirSync(path.join(lasting, 'environments'), { recursive: true })
      for (const shared of ['cache', 'tools']) {
        mkdirSync(path.join(lasting, shared), { recursive: true })
        symlinkSync(path.join(lasting, shared), path.join(home, shared))
      }
      // The first import in a new environment takes a while, and every agent has this one.
      const built = readdirSync(path.join(lasting, 'environments')).find((name) => name.startsWith('sklearn-'))
      mkdirSync(path.join(home, 'environments'))
      if (built) symlinkSync(path.join(lasting, 'environments', built), path.join(home, 'environments', built))
      homes.push(home)
      return home
    },
    start({ url, name, token, home, env = {} }: StartOptions): RealAgent {
      const own = { ATELIER_URL: url, ATELIER_AGENT_TOKEN: token, ATELIER_HOME: home, ATELIER_AGENT_NAME: name, ATELIER_AGENT_SLOTS: '2', ATELIER_ARTIFACTS: artifactStore().root }
      const { DATABASE_URL: _, ...inherited } = process.env
      const child = spawn(process.execPath, [path.join(folder, 'agent.mjs')], { env: { ...inherited, ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      agents.add(child)
      let output = ''
      child.stdout.on('data', (data) => (output += String(data)))
      child.stderr.on('data', (data) => (output += String(data)))
      return { child, home, output: () => output }
    },
    async stop(agent: RealAgent): Promise<void> {
      if ((agent.child.exitCode ?? agent.child.signalCode) !== null) return
      agent.child.kill('SIGTERM')
      await once(agent.child, 'exit')
    },
    /** They say that they go, so that the next test's steps are not meant for them. */
    async stopAll(): Promise<void> {
      await Promise.all([...agents].map((agent) => (agent.exitCode ?? agent.signalCode) === null && agent.kill('SIGTERM') && once(agent, 'exit')))
      agents.clear()
    },
    async close(): Promise<void> {
      await Promise.all([...agents].map((agent) => (agent.exitCode ?? agent.signalCode) === null && agent.kill('SIGKILL') && once(agent, 'exit')))
      for (const home of [folder, ...homes]) if (existsSync(home)) rmSync(home, { recursive: true, force: true })
    },
  }
}
