import type { DashboardFilters } from './schema'

const text = (value: string) => `'${value.replaceAll("'", "''")}'`
const named = (prefix: string, key: string) => `${prefix}."${key.replaceAll('"', '""')}"`

/** `team=birds` → its name and its value; without a value the name alone. */
export function readTag(tag: string): { key: string; value: string | null } {
  const at = tag.indexOf('=')
  return at < 0 ? { key: tag.trim(), value: null } : { key: tag.slice(0, at).trim(), value: tag.slice(at + 1).trim() }
}

const isNumber = (typed: string) => typed.trim() !== '' && Number.isFinite(Number(typed))

/**
 * The dashboard's filters and a tile's own as one filter in the syntax of MLflow. `range` are the instants between which runs
 * began, in milliseconds; either end may be open.
 */
export function runFilter(own: string, filters: DashboardFilters, range: { from: number | null; to: number | null }): string {
  const parts: string[] = own.trim() === '' ? [] : [`(${own.trim()})`]
  if (range.from !== null) parts.push(`attributes.start_time >= ${Math.floor(range.from)}`)
  if (range.to !== null) parts.push(`attributes.start_time < ${Math.floor(range.to)}`)
  if (filters.person) parts.push(`attributes.user_id = ${text(filters.person)}`)
  const tag = readTag(filters.tag)
  if (tag.key) parts.push(tag.value === null ? `${named('tags', tag.key)} IS NOT NULL` : `${named('tags', tag.key)} = ${text(tag.value)}`)
  if (filters.param) parts.push(...paramParts(filters))
  return parts.join(' AND ')
}

/** Equal ends ask for a text as well; a range is one of numbers. */
function paramParts({ param, from, to }: DashboardFilters): string[] {
  const field = named('params', param)
  if (from === '' && to === '') return [`${field} IS NOT NULL`]
  if (from === to) return [isNumber(from) ? `(${field} = ${Number(from)} OR ${field} = ${text(from)})` : `${field} = ${text(from)}`]
  return [...(isNumber(from) ? [`${field} >= ${Number(from)}`] : []), ...(isNumber(to) ? [`${field} <= ${Number(to)}`] : [])]
}

const day = 86_400_000

/** The instants that the filter's days stand for, and the span of equal length before it. Of all time, the last week is told apart. */
export function spansOf(days: number, now: number): { within: { from: number | null; to: number | null }; before: { from: number | null; to: number | null }; days: number } {
  if (days === 0) return { within: { from: null, to: null }, before: { from: null, to: now - 7 * day }, days: 7 }
  return { within: { from: now - days * day, to: null }, before: { from: now - 2 * days * day, to: now - days * day }, days }
}
