import type { Readable } from 'node:stream'
import postgres from 'postgres'

/** How to reach a database that is not the studio's own. */
export interface ExternalPostgres {
  /** An address that was judged, not a name that could answer otherwise the second time. */
  address: string
  /** As the server's certificate names it. */
  host: string
  port: number
  database: string
  username: string
  password: string
  tls: 'off' | 'require' | 'verify'
}

export interface ExternalColumn {
  name: string
  /** As PostgreSQL names it: `int4`, `timestamptz`. */
  type: string
  /** Of a numeric of a table's column, all its digits; null where that is not limited or not known. */
  precision: number | null
}

type Client = postgres.Sql

const connectSeconds = 10
/** Of looks at tables and columns; reading rows may take as long as its step. */
const lookMs = 20_000

async function within<T>(source: ExternalPostgres, timeoutMs: number, use: (client: Client) => Promise<T>): Promise<T> {
  const client = postgres({
    host: source.address,
    port: source.port,
    database: source.database,
    username: source.username,
    password: source.password,
    ssl: source.tls === 'off' ? false : { rejectUnauthorized: source.tls === 'verify', ...(/[a-z]/i.test(source.host) && !source.host.includes(':') && { servername: source.host }) },
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: connectSeconds,
    idle_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'atelier', TimeZone: 'UTC', DateStyle: 'ISO', IntervalStyle: 'iso_8601', default_transaction_read_only: true, statement_timeout: timeoutMs },
  })
  try {
    return await use(client)
  } finally {
    await client.end({ timeout: 2 })
  }
}

/** The server's version, as proof that the connection works. */
export function probeExternal(source: ExternalPostgres): Promise<string> {
  return within(source, lookMs, async (client) => {
    const [row] = await client<{ version: string }[]>`select current_setting('server_version') as version`
    return row!.version
  })
}

/** Tables and views that the user may read, by schema and name, with the planner's estimate of their rows (null where there is none). */
export function externalTables(source: ExternalPostgres): Promise<{ schema: string; name: string; rows: number | null }[]> {
  return within(source, lookMs, async (client) => {
    const rows = await client<{ schema: string; name: string; rows: number | null }[]>`
      select n.nspname as schema, c.relname as name, case when c.reltuples >= 0 then c.reltuples::float8 end as rows
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
        and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
      order by n.nspname = 'public' desc, n.nspname, c.relname limit 2000`
    return [...rows]
  })
}

/** The columns that a query gives, without running it. It must be one statement of its own. */
export function externalColumns(source: ExternalPostgres, query: string): Promise<ExternalColumn[]> {
  return within(source, lookMs, (client) => describe(client, query))
}

async function describe(client: Client, query: string): Promise<ExternalColumn[]> {
  const { columns } = await client.unsafe(query).describe()
  const found = columns as unknown as { name: string; type: number; table: number; number: number }[]
  if (found.length === 0) return []
  const types = await client<{ place: number; type: string; precision: number | null }[]>`
    select d.place, t.typname as type, case when a.atttypid = 1700 and a.atttypmod > 4 then ((a.atttypmod - 4) >> 16) & 65535 end as precision
    from jsonb_to_recordset(${JSON.stringify(found.map((column, place) => ({ place, type: column.type, tab: column.table, num: column.number })))}::text::jsonb) as d(place int, type oid, tab oid, num int)
    join pg_type t on t.oid = d.type
    left join pg_attribute a on a.attrelid = d.tab and a.attnum = d.num and d.tab <> 0
    order by d.place`
  return found.map(({ name }, place) => ({ name, type: types[place]!.type, precision: types[place]!.precision }))
}

/**
 * Runs a query in a transaction that only reads, and hands over its rows as CSV as they come (no header; a missing value is nothing,
 * an empty text is quoted). That it stands alone as one statement was checked by describing it, so it cannot end the COPY around it.
 */
export function copyExternal(source: ExternalPostgres, query: string, timeoutMs: number, use: (columns: ExternalColumn[], rows: Readable) => Promise<void>): Promise<void> {
  return within(source, timeoutMs, async (client) => {
    const columns = await describe(client, query)
    // The driver ends a stream that fails with the server's own error.
    const rows = await client.unsafe(`copy (${query}\n) to stdout (format csv, encoding 'UTF8')`).readable()
    await use(columns, rows)
  })
}
