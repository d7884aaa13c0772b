import { z } from 'zod'
import type { ResourceTotal } from '../schema'

const Usage = z.record(z.string(), z.tuple([z.number(), z.number()]))

/** What `GET /api/cluster_status` of Ray's dashboard says, as far as it is read here; both are empty while the cluster has just started. */
const Status = z.object({
  data: z.object({
    clusterStatus: z
      .object({
        loadMetricsReport: z.object({ usage: Usage.nullish(), usageByNode: z.record(z.string(), Usage).nullish(), nodeTypes: z.array(z.tuple([z.record(z.string(), z.number()), z.number()])).nullish() }).nullish(),
      })
      .nullish(),
  }),
})

/** Bytes; the others are counted. */
const bytes = new Set(['memory', 'object_store_memory'])
const order = ['CPU', 'GPU', 'memory', 'object_store_memory']

/** Ray's own count of its machines and of what they have and hold. Null where it has none (yet), or answers otherwise than expected. */
export function rayTotals(answer: unknown): { machines: number; resources: ResourceTotal[] } | null {
  const report = Status.safeParse(answer).data?.data.clusterStatus?.loadMetricsReport
  const usage = Object.entries(report?.usage ?? {})
  if (usage.length === 0) return null
  // The dashboard writes each key in camel case, but for those of the kinds of machines.
  const names = new Map((report?.nodeTypes ?? []).flatMap(([resources]) => Object.keys(resources).map((name) => [camelCase(name), name])))
  const resources = usage
    .map(([key, [used, total]]) => ({ name: names.get(key) ?? key, used, total }))
    // Marks of single machines, one of each.
    .filter(({ name }) => !name.startsWith('node:'))
    .map((resource) => ({ ...resource, unit: bytes.has(resource.name) ? ('bytes' as const) : ('count' as const) }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name))
  return { machines: Object.keys(report?.usageByNode ?? {}).length, resources }
}

const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)

function camelCase(name: string): string {
  const [first = '', ...rest] = name.split('_')
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join('')
}
