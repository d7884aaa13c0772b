import { formatBytes, formatCount, formatNumber } from '@/components/ui/format'
import type { NodeView, TargetView } from '@/lib/clusters/schema'

export const engineWords: Record<TargetView['engine'], string> = { processes: 'Processes of this machine', ssh: 'Machines over SSH', ray: 'Ray' }

/** `0 to 4`. */
export const boundsWords = ({ minNodes, maxNodes }: TargetView) => (minNodes === maxNodes ? String(maxNodes) : `${minNodes} to ${maxNodes}`)

/** `4 steps, 8 cores, 16 GB, 1 licence`. */
export function roomWords({ slots, cpus, memoryMb, gpus, resources = {} }: Pick<NodeView, 'slots' | 'cpus' | 'memoryMb' | 'gpus' | 'resources'>): string {
  return [formatCount(slots, 'step'), cpus !== null && formatCount(cpus, 'core'), memoryMb !== null && formatBytes(memoryMb * 1e6), gpus > 0 && formatCount(gpus, 'GPU'), ...Object.entries(resources).map(([name, count]) => `${formatNumber(count)} ${name}`)].filter(Boolean).join(', ')
}

/** `90 s`, `5 min`, `2 h`. */
export function secondsWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`
}
