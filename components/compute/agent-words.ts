import { formatBytes, formatCount, formatPercent } from '@/components/ui/format'
import type { AgentView } from '@/lib/compute/schema'

/** What an agent says now counts only while it is heard of. */
export const isHeard = ({ state }: AgentView) => state !== 'new' && state !== 'lost' && state !== 'stopped'

export const megabytes = (mb: number) => formatBytes(mb * 1e6)

/** `2 of 4`. */
export function slotWords({ running, capabilities }: AgentView): string {
  return capabilities ? `${running.length} of ${capabilities.slots}` : ''
}

export function cpuWords(agent: AgentView): string {
  const { capabilities, load } = agent
  if (!capabilities) return ''
  const cores = formatCount(capabilities.cpus, 'core')
  return load && isHeard(agent) ? `${formatPercent(load.cpu, 0)} of ${cores}` : cores
}

export function memoryWords(agent: AgentView): string {
  const { capabilities, load } = agent
  if (!capabilities) return ''
  return load && isHeard(agent) ? `${megabytes(load.memoryUsedMb)} of ${megabytes(capabilities.memoryMb)}` : megabytes(capabilities.memoryMb)
}

/** `42.1 GB`; empty where it is not known. */
export function freeDiskWords({ load }: AgentView): string {
  return load?.diskFreeMb != null ? megabytes(load.diskFreeMb) : ''
}

export function diskWords(agent: AgentView): string {
  const free = freeDiskWords(agent)
  const total = agent.load?.diskTotalMb
  return free && `${free} free${total != null ? ` of ${megabytes(total)}` : ''}`
}

/** `2 × A100`; two kinds are listed. */
export function gpuWords({ capabilities }: AgentView): string {
  const counts = new Map<string, number>()
  for (const { name } of capabilities?.gpus ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name)).join(', ')
}
