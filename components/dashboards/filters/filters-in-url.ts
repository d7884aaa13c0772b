import { noFilters, type DashboardFilters } from '@/lib/dashboards/schema'

const names = Object.keys(noFilters) as (keyof DashboardFilters)[]
const texts = names.filter((name) => name !== 'days')

export const sameFilters = (a: DashboardFilters, b: DashboardFilters) => names.every((name) => a[name] === b[name])

/** What the address narrows the dashboard to; where it says nothing, the dashboard's own. */
export function filtersIn(get: (name: string) => string | null, own: DashboardFilters): DashboardFilters {
  if (names.every((name) => get(name) === null)) return own
  const days = get('days') ?? ''
  const filters = { ...noFilters, days: /^\d{1,4}$/.test(days) && Number(days) <= 3650 ? Number(days) : 0 }
  for (const name of texts) filters[name] = (get(name) ?? '').slice(0, name === 'tag' ? 500 : name === 'from' || name === 'to' ? 40 : 250) as never
  if (!/^\d{0,9}$/.test(filters.experiment)) filters.experiment = ''
  return filters
}

/** The address's part for filters: nothing where they are the dashboard's own; all of them where they are others. */
export function urlOfFilters(filters: DashboardFilters, own: DashboardFilters): Record<string, string | null> {
  const asOwn = sameFilters(filters, own)
  const some = !sameFilters(filters, noFilters)
  // "days=0" alone says that nothing narrows it, where the dashboard by itself is narrowed.
  return Object.fromEntries(names.map((name) => [name, asOwn ? null : name === 'days' ? (filters.days > 0 || !some ? String(filters.days) : null) : filters[name] || null]))
}

/** Filters that are set, in words, for those who read rather than press. */
export function filterWords(filters: DashboardFilters, experiment: string | undefined): string[] {
  const range = filters.from === filters.to && filters.from ? ` = ${filters.from}` : [filters.from && ` from ${filters.from}`, filters.to && ` to ${filters.to}`].filter(Boolean).join('')
  return [
    filters.experiment && `experiment ${experiment ?? filters.experiment}`,
    filters.days > 0 && periodWords(filters.days),
    filters.person && `by ${filters.person}`,
    filters.tag && `tagged ${filters.tag}`,
    filters.param && `${filters.param}${range}`,
  ].filter((word): word is string => Boolean(word))
}

export const periods = [1, 7, 30, 90, 365]

export function periodWords(days: number): string {
  if (days === 0) return 'All time'
  if (days === 1) return 'Last 24 hours'
  return days === 365 ? 'Last year' : `Last ${days} days`
}
