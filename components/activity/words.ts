import type { ActivityView } from '@/lib/activity/list'

/** `member.role_changed` → "role changed". */
export function verb(action: string): string {
  return (action.split('.').at(-1) ?? action).replaceAll('_', ' ')
}

/** Where the object can be seen, if it has a page of its own. */
export function objectHref(workspace: string, { kind, id, name }: ActivityView['object']): string | null {
  const root = `/w/${workspace}`
  if (kind === 'pipeline' && id) return `${root}/pipelines/${id}`
  if (kind === 'run' && id) return `${root}/runs/${id}`
  if (kind === 'sweep' && id) return `${root}/sweeps/${id}`
  if (kind === 'dashboard' && id) return `${root}/dashboards/${id}`
  if (kind === 'component' && id) return `${root}/components/${id}`
  if (kind === 'data' && name) return `${root}/data/${encodeURIComponent(name)}`
  if (kind === 'member' || kind === 'invitation') return `${root}/members`
  if (kind === 'agent') return `${root}/compute`
  return null
}

function word(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** "author → viewer" where there is a from and a to; the rest as "key value". */
export function detailWords(details: Record<string, unknown>): string {
  const { from, to, ...rest } = details
  const change = 'from' in details && 'to' in details ? [`${word(from)} → ${word(to)}`] : []
  const others = Object.entries('from' in details && !('to' in details) ? details : rest).map(([key, value]) => `${key.replace(/([A-Z])/g, ' $1').toLowerCase()} ${word(value)}`)
  return [...change, ...others].join(' · ')
}

/** The address of the same list with some filters set or, by undefined, taken away. The cursor never outlives a filter. */
export function withFilters(current: Record<string, string | undefined>, change: Record<string, string | undefined>): string {
  const next: Record<string, string | undefined> = { ...current, cursor: undefined, ...change }
  const query = new URLSearchParams(Object.entries(next).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return query.size ? `?${query}` : '?'
}
