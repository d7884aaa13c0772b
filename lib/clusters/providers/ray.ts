import { RayApi, RayError, type RayJob } from './ray-api'
import { rayStart } from './ray-start'
import { rayTotals } from './ray-totals'
import { lastWords, ProviderError, roomEnv, type Cluster, type KnownNode, type LaunchNode, type Provider, type Seen } from './types'

/** Our own submission id is Ray's idempotency key: a second submission with it is refused there. */
const place = (id: string) => `atelier-${id}`

const words: Record<RayJob['status'], Seen['state']> = { PENDING: 'pending', RUNNING: 'running', STOPPED: 'ended', SUCCEEDED: 'ended', FAILED: 'ended' }

/** Agents as jobs of a Ray cluster that is there already: Ray places each by what its step asks for, and scales as it was set up to. */
export function rayProvider(cluster: Cluster): Provider {
  const { config } = cluster
  if (!config.address) throw new ProviderError('The address of Ray’s dashboard is missing.')
  const api = new RayApi(config.address, cluster.token)

  async function launch(node: LaunchNode): Promise<string> {
    // After a time-out it may be there: asked for by its id before it is sent again.
    if (await api.job(node.externalId)) return node.externalId
    try {
      await api.submit({
        submission_id: node.externalId,
        entrypoint: `python3 -c "import os; exec(os.environ['ATELIER_NODE_START'])"`,
        runtime_env: { env_vars: { ...config.env, ...nodeEnv(cluster, node) } },
        metadata: { atelier_target: cluster.name, atelier_node: node.id },
        entrypoint_num_cpus: node.room.cpus ?? 1,
        entrypoint_num_gpus: node.room.gpus,
        ...(node.room.memoryMb !== null && { entrypoint_memory: node.room.memoryMb * 1_000_000 }),
        ...(node.room.resources && { entrypoint_resources: node.room.resources }),
      })
    } catch (error) {
      // Refused since it is there: another try of ours came first.
      if (error instanceof RayError && error.status >= 400 && (await api.job(node.externalId).catch(() => undefined))) return node.externalId
      throw error
    }
    return node.externalId
  }

  async function list(nodes: KnownNode[]): Promise<Map<string, Seen>> {
    const seen = new Map<string, Seen>()
    for (const { id } of nodes) {
      const job = await api.job(place(id))
      if (!job) continue
      const state = words[job.status] ?? 'unknown'
      seen.set(id, { state, note: state === 'ended' ? await whyEnded(api, place(id), job) : state === 'pending' ? 'Ray has no room for it yet' : '' })
    }
    return seen
  }

  async function terminate({ id }: KnownNode): Promise<void> {
    const job = await api.job(place(id))
    // One that has ended stays in Ray's list, with its log.
    if (job && words[job.status] !== 'ended') await api.stop(place(id))
  }

  async function test() {
    const { ray_version: version, version: protocol } = await api.version()
    if (!version) throw new ProviderError(`${config.address} answers, but not as Ray's dashboard does. Is it the address of the dashboard (port 8265 unless told otherwise)?`)
    const warnings: string[] = []
    const { hostname } = new URL(config.address!)
    if (isLocal(new URL(config.studioUrl).hostname) && !isLocal(hostname)) warnings.push(`The nodes would look for the studio at ${config.studioUrl}, which is their own machine. Set the address under which they reach it.`)
    if (!cluster.token) warnings.push('This Ray takes jobs without a token: whoever reaches its address can run programs there. Keep it in a network of its own, or turn on its token authentication.')
    return { message: `Ray ${version} answers (protocol ${protocol}).`, warnings }
  }

  return { place, launch, list, terminate, test, totals: async () => rayTotals(await api.status()) }
}

function nodeEnv({ config }: Cluster, node: LaunchNode): Record<string, string> {
  return {
    ...roomEnv(node.room),
    ATELIER_NODE_START: rayStart,
    ATELIER_NODE_ID: node.id,
    ATELIER_NODE_STUDIO: config.studioUrl,
    ATELIER_NODE_JOIN: node.joinToken,
    ATELIER_NODE_NAME: node.name,
    ATELIER_NODE_TAGS: config.tags.join(','),
    ATELIER_NODE_COMMANDS: config.commands ? '1' : '',
  }
}

/** Why a job ended: what our own program said last, or else Ray's message. */
async function whyEnded(api: RayApi, id: string, { status, message }: RayJob): Promise<string> {
  const log = await api.logs(id).catch(() => '')
  const said = log.split('\n').map((line) => line.trim()).filter((line) => /^(no-node|unreachable): /.test(line)).at(-1)
  if (said) return said.replace(/^[a-z-]+: /, '').slice(0, 400)
  if (status === 'STOPPED') return 'Ray says that the job was stopped'
  return status === 'SUCCEEDED' ? '' : message?.trim().slice(0, 400) || lastWords(log)
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
