import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listScript, startScript, stopScript, testScript } from './ssh-script'
import { lastWords, ProviderError, roomEnv, type Cluster, type KnownNode, type LaunchNode, type Provider, type Seen } from './types'

const timeoutMs = 20_000

/** Agents on machines that the studio reaches by SSH, one node a machine. The system's own ssh does the talking, and asks nobody anything. */
export function sshProvider(cluster: Cluster): Provider {
  const { config } = cluster
  const hosts = config.hosts ?? []

  function place(_id: string, others: KnownNode[]): string {
    const taken = new Set(others.map(({ externalId }) => externalId))
    const host = hosts.find((name) => !taken.has(name))
    if (!host) throw new ProviderError(`Each of the ${hosts.length} machines has a node already. Add machines, or lower the greatest number of nodes.`)
    return host
  }

  async function launch({ id, externalId: host, name, room, joinToken }: LaunchNode): Promise<string> {
    const script = startScript({ nodeId: id, studioUrl: config.studioUrl, joinToken, name, tags: config.tags, commands: config.commands, slots: room.slots, env: roomEnv(room) })
    const { code, stderr } = await run(host, script)
    if (code !== 0) throw new ProviderError(refusal(host, code, stderr, config.studioUrl), code === null)
    return host
  }

  async function list(nodes: KnownNode[]): Promise<Map<string, Seen>> {
    const seen = new Map<string, Seen>()
    await Promise.all(
      [...new Set(nodes.map(({ externalId }) => externalId))].filter(Boolean).map(async (host) => {
        const own = nodes.filter(({ externalId }) => externalId === host)
        const { code, stdout } = await run(host, listScript(own.map(({ id }) => id)))
        if (code !== 0) {
          // The machine is away: its nodes are judged by their heartbeats alone.
          for (const { id } of own) seen.set(id, { state: 'unknown', note: '' })
          return
        }
        for (const line of stdout.split('\n')) {
          const [id, state, ...rest] = line.trim().split(' ')
          if (id && (state === 'running' || state === 'ended')) seen.set(id, { state, note: lastWords(rest.join(' ')) })
        }
      }),
    )
    return seen
  }

  async function terminate({ id, externalId }: KnownNode): Promise<void> {
    if (!externalId) return
    const { code, stderr } = await run(externalId, stopScript(id))
    if (code !== 0) throw new ProviderError(refusal(externalId, code, stderr, config.studioUrl), true)
  }

  async function test() {
    const found: string[] = []
    const warnings: string[] = []
    for (const host of hosts) {
      const { code, stdout, stderr } = await run(host, testScript)
      if (code !== 0) throw new ProviderError(refusal(host, code, stderr, config.studioUrl))
      const node = /^node (v(\d+)\.(\d+)\S*|none)/m.exec(stdout)
      const [major, minor] = [Number(node?.[2] ?? 0), Number(node?.[3] ?? 0)]
      if (!node || node[1] === 'none') throw new ProviderError(`${host} answers, but has no Node on the PATH of a session without a terminal. Install Node 20.9 or newer there, or set PATH under “Variables”.`)
      if (major < 20 || (major === 20 && minor < 9)) throw new ProviderError(`${host} has Node ${node[1]}; an agent needs 20.9 or newer.`)
      if (stdout.includes('no-ps')) throw new ProviderError(`${host} has no ps, with which a node’s process is found again. Install procps there.`)
      found.push(`${host}: Node ${node[1]}, ${/^cpus (\S+)/m.exec(stdout)?.[1] ?? '?'} processors`)
    }
    if (hosts.length === 0) throw new ProviderError('Name at least one machine.')
    return { message: `${hosts.length === 1 ? 'The machine answers' : `All ${hosts.length} machines answer`}. ${found.join('; ')}.`, warnings }
  }

  /** `code` null: no answer in time. */
  function run(target: string, script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const [host, port] = target.split(':')
    const known = path.join(path.resolve(process.env.ATELIER_HOME ?? '.atelier'), 'clusters')
    mkdirSync(known, { recursive: true })
    const options = ['BatchMode=yes', 'ConnectTimeout=10', 'StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${path.join(known, 'known_hosts')}`, 'LogLevel=ERROR', ...(config.keyPath ? ['IdentitiesOnly=yes'] : [])]
    const key = config.keyPath ? ['-i', config.keyPath.replace(/^~/, os.homedir())] : []
    const args = ['-T', ...key, ...options.flatMap((option) => ['-o', option]), ...(port ? ['-p', port] : []), '--', host!, 'sh -s']
    const exports = Object.entries(config.env).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`).join('')
    return new Promise((resolve) => {
      const child = spawn('ssh', args, { stdio: ['pipe', 'pipe', 'pipe'] })
      let [stdout, stderr] = ['', '']
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        resolve({ code: null, stdout, stderr })
      }, timeoutMs)
      child.stdout.on('data', (more) => (stdout += String(more)))
      child.stderr.on('data', (more) => (stderr += String(more)))
      child.stdin.on('error', () => {})
      child.on('error', (error) => resolve({ code: 127, stdout, stderr: error.message }))
      child.on('close', (code) => {
        clearTimeout(timer)
        resolve({ code: code ?? 1, stdout, stderr })
      })
      child.stdin.end(exports + script)
    })
  }

  return { place, launch, list, terminate, test }
}

/** What a failure of ssh or of the script means to a person. */
export function refusal(host: string, code: number | null, stderr: string, studioUrl: string): string {
  if (code === null) return `${host} did not answer within ${timeoutMs / 1000} s.`
  if (code === 127 && /ENOENT/.test(stderr)) return 'The studio’s machine has no ssh. Install an SSH client there.'
  if (/Permission denied/i.test(stderr)) return `${host} refuses the key. Put the studio’s public key into the authorized_keys there, or name another key.`
  if (/Host key verification failed|REMOTE HOST IDENTIFICATION/i.test(stderr)) return `${host} shows another host key than before. If the machine was set up anew, remove its line from clusters/known_hosts in ATELIER_HOME.`
  if (/no such identity|not accessible/i.test(stderr)) return `The key file is not on the studio’s machine, or the studio may not read it.`
  if (/Could not resolve/i.test(stderr)) return `There is no machine called ${host.split('@')[1]}. Check the name.`
  if (/Connection refused/i.test(stderr)) return `Nothing listens for SSH at ${host}.`
  if (/timed out|No route/i.test(stderr)) return `${host} does not answer. A firewall may be between.`
  if (code === 3) return `${host} has no Node on the PATH of a session without a terminal. Install Node 20.9 or newer there, or set PATH under “Variables”.`
  if (code === 4) return `${host} has ${stderr.trim().replace('old-node', 'Node')}; an agent needs 20.9 or newer.`
  if (code === 5) return `${host} does not reach the studio at ${studioUrl}: ${stderr.replace(/^unreachable /m, '').trim()}. Set the address under which it does.`
  return `${host} refused (${code}): ${stderr.trim().split('\n').at(-1)?.slice(0, 300) || 'without a word'}.`
}
