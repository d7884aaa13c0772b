import type { QuotaAmounts, QuotaRow } from '@/db/queries/quotas'
import { counted, inGigabytes, memoryOf, type NeedyStep } from './step-needs'

const kinds: { key: keyof QuotaAmounts<number>; words: (amount: number) => string; fewer: string }[] = [
  { key: 'steps', words: (amount) => counted(amount, 'running step'), fewer: 'fewer' },
  { key: 'gpus', words: (amount) => counted(amount, 'GPU'), fewer: 'fewer' },
  { key: 'cpus', words: (amount) => counted(amount, 'CPU'), fewer: 'fewer' },
  { key: 'memoryMb', words: (amount) => `${inGigabytes(amount)} of memory`, fewer: 'less' },
]

const partOf = (step: Pick<NeedyStep, 'requests' | 'memory_mb'>): QuotaAmounts<number> => ({ steps: 1, cpus: step.requests.cpus ?? 1, memoryMb: memoryOf(step), gpus: step.requests.gpus ?? 0 })

/** Why a step can never run within its workspace's quota; undefined where it can. */
export function beyondQuota(step: Pick<NeedyStep, 'requests' | 'memory_mb'>, { limits }: Pick<QuotaRow, 'limits'>): string | undefined {
  const part = partOf(step)
  const kind = kinds.find(({ key }) => part[key] > (limits[key] ?? Infinity))
  if (!kind) return undefined
  const { key, words, fewer } = kind
  const verb = key === 'memoryMb' && step.requests.memoryMb === undefined ? 'needs about' : 'asks for'
  const limit = key === 'memoryMb' ? inGigabytes(limits[key]!) : String(limits[key])
  return `The step ${verb} ${words(part[key])}, and the workspace’s quota is ${limit}. Ask for ${fewer}, or let an owner or admin raise it under Settings`
}

/** Why a step waits for its workspace's quota; undefined where that leaves enough. Pure. */
export function quotaReason(step: Pick<NeedyStep, 'requests' | 'memory_mb'>, { limits, used }: QuotaRow): string | undefined {
  const part = partOf(step)
  for (const { key, words } of kinds) {
    const limit = limits[key]
    if (limit === null || part[key] === 0 || used[key] + part[key] <= limit) continue
    const left = Math.max(0, limit - used[key])
    if (left === 0 || key === 'steps') return `The workspace’s quota of ${words(limit)} is used up`
    return `The workspace’s quota of ${words(limit)} has ${key === 'memoryMb' ? inGigabytes(left) : left} left, and the step takes ${words(part[key])}`
  }
  return undefined
}
