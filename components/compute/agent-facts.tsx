import { Badge } from '@/components/ui/badge'
import { Facts } from '@/components/ui/facts'
import { formatBytes, formatCount, formatNumber } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import type { AgentView } from '@/lib/compute/schema'
import { cpuWords, diskWords, isHeard, megabytes, memoryWords } from './agent-words'

/** What the agent is and has. */
export function AgentFacts({ agent }: { agent: AgentView }) {
  const { capabilities, load } = agent
  return (
    <section aria-label="About the agent">
      <h2 className="mb-1 font-semibold">About</h2>
      <Facts
        items={[
          { label: 'Processors', value: cpuWords(agent) },
          { label: 'Memory', value: memoryWords(agent) },
          { label: 'Disk', value: diskWords(agent) },
          { label: 'GPUs', value: capabilities && (capabilities.gpus.length === 0 ? 'none' : <Gpus gpus={capabilities.gpus} />) },
          { label: 'Resources', value: capabilities && Object.entries(capabilities.resources).map(([name, count]) => `${formatNumber(count)} ${name}`).join(', ') },
          { label: 'Python', value: <Python agent={agent} /> },
          { label: 'Containers', value: capabilities?.containers },
          { label: 'Programs', value: capabilities && (capabilities.commands ? 'steps may run programs of this machine' : 'not for steps') },
          { label: 'Tags', value: capabilities?.tags.length ? <span className="flex flex-wrap gap-1">{capabilities.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}</span> : undefined },
          { label: 'Cache', value: load?.cache ? `${formatCount(load.cache.blobs, 'blob')}, ${formatBytes(load.cache.bytes)}` : isHeard(agent) && load ? 'the studio’s own store' : undefined },
          { label: 'Platform', value: capabilities?.platform },
          { label: 'Version', value: capabilities && `${capabilities.agentVersion}${capabilities.bundle ? ` (${capabilities.bundle})` : ''}${agent.outdated ? ', older than the studio: it becomes the studio’s when it starts next' : ''}` },
          { label: 'Added', value: <RelativeTime at={agent.createdAt} /> },
        ]}
      />
    </section>
  )
}

function Gpus({ gpus }: { gpus: NonNullable<AgentView['capabilities']>['gpus'] }) {
  return (
    <ul>
      {gpus.map(({ uuid, name, memoryMb }) => (
        <li key={uuid}>
          {name}, {megabytes(memoryMb)} <span className="text-muted">{uuid}</span>
        </li>
      ))}
    </ul>
  )
}

function Python({ agent: { capabilities, state } }: { agent: AgentView }) {
  if (!capabilities) return null
  if (!capabilities.python && capabilities.pythonProblem) return <span className="text-warning">{capabilities.pythonProblem}</span>
  const used = capabilities.python?.version
  const others = capabilities.pythons.filter((version) => version !== used)
  if (!used && others.length === 0) return state === 'connected' ? 'looking for it …' : 'unknown'
  return [used && `${used} for environments`, ...others].filter(Boolean).join(', ')
}
