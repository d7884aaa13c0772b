import os from 'node:os'
import path from 'node:path'

export interface AgentConfig {
  url: string
  token: string
  name: string
  /** The agent's own folder: environments, its cache of artifacts. */
  home: string
  /** Where blobs lie: the studio's store itself on its machine, else a cache. */
  artifactRoot: string
  /** True where `artifactRoot` is the studio's own store: nothing is transferred. */
  shared: boolean
  /** How many steps run at once. */
  slots: number
  tags: string[]
  /** What else it offers, by name: how many of each. */
  resources: Record<string, number>
  /** The owner lets steps run programs of this machine. */
  commands: boolean
  /** The owner lets steps run in containers of this machine. */
  containers: boolean
  /** What environments may take of the disk, in megabytes. */
  environmentsMb: number
  /** Which of the studio's bundles this is; null from a clone. */
  bundle: string | null
  /** Whoever started it starts it again whenever it ends. */
  stays: boolean
}

/** @throws Error with one sentence for the person who starts the agent. */
export function readConfig(env: NodeJS.ProcessEnv): AgentConfig {
  const url = env.ATELIER_URL?.replace(/\/+$/, '')
  const token = env.ATELIER_AGENT_TOKEN
  if (!url || !URL.canParse(url)) throw new Error('ATELIER_URL is missing: set it to the address of the studio, such as http://studio:3000.')
  if (!token?.startsWith('atl_agent_')) throw new Error('ATELIER_AGENT_TOKEN is missing: the studio shows one when an agent is added under Compute.')
  const home = path.resolve(env.ATELIER_HOME ?? path.join(os.homedir(), '.atelier-agent'))
  const shared = Boolean(env.ATELIER_ARTIFACTS)
  return {
    url,
    token,
    name: env.ATELIER_AGENT_NAME || os.hostname(),
    home,
    artifactRoot: shared ? path.resolve(env.ATELIER_ARTIFACTS!) : path.join(home, 'artifacts'),
    shared,
    slots: Math.max(1, Math.floor(Number(env.ATELIER_AGENT_SLOTS) || os.availableParallelism())),
    tags: (env.ATELIER_AGENT_TAGS ?? '').split(',').filter(Boolean),
    resources: readResources(env.ATELIER_AGENT_RESOURCES),
    commands: env.ATELIER_AGENT_COMMANDS === '1',
    containers: env.ATELIER_AGENT_CONTAINERS === '1',
    environmentsMb: Math.round((Number(env.ATELIER_ENVIRONMENTS_GB) || 20) * 1000),
    bundle: env.ATELIER_AGENT_BUNDLE || null,
    stays: env.ATELIER_AGENT_STAYS === '1',
  }
}

/** @throws Error where it is no JSON object of numbers */
function readResources(text: string | undefined): Record<string, number> {
  if (!text) return {}
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>)
    if (entries.every(([, count]) => typeof count === 'number' && count > 0)) return Object.fromEntries(entries) as Record<string, number>
  } catch {
    // Told below.
  }
  throw new Error('ATELIER_AGENT_RESOURCES must be JSON such as {"licence": 2}.')
}
