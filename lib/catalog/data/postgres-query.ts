/** What is read of a database: one table, or what a query gives. */
export type PostgresSource = { mode: 'table'; schema: string; table: string } | { mode: 'query'; query: string }

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The source as one query, cut to `limit` rows where that is given. A query's last semicolon is left out. */
export function postgresQuery(source: PostgresSource, limit: number | null = null): string {
  const text = source.mode === 'table' ? `select * from ${quoted(source.schema)}.${quoted(source.table)}` : source.query.trim().replace(/;\s*$/, '')
  return limit === null ? text : `select * from (${text}\n) as source limit ${Math.max(0, Math.floor(limit))}`
}
