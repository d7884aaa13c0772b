/** PostgreSQL's text of an instant as ISO 8601 in UTC. */
export function instant(value: string): string
export function instant(value: string | null): string | null
export function instant(value: string | null): string | null {
  return value === null ? null : new Date(value).toISOString()
}
