import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema'

export type Database = PostgresJsDatabase<typeof schema>
/** postgres.js's own client, for LISTEN and for statements that want the driver itself. */
export type Sql = postgres.Sql

export interface Connection {
  db: Database
  /** The same pool; each statement is planned once a connection. For what many people ask for all the time. */
  prepared: Database
  sql: Sql
  close(): Promise<void>
}

/** Milliseconds that a statement waits for a PostgreSQL that is being restarted. */
const patienceMs = 5_000

interface Options {
  max?: number
  /** Milliseconds that what was not sent yet waits for a server that is away. */
  patience?: number
  /** Plans each statement once a connection, by indexes alone, and not anew for the values given. */
  planOnce?: boolean
}

/** Opens a pool on `url`. The caller closes it. */
export function connect(url: string, options: Options = {}): Connection {
  // Options of the mended driver: scripts/mend-postgres.mjs.
  const mended: { patience: number; spread: boolean } = { patience: options.patience ?? patienceMs, spread: true }
  const sql = postgres(url, {
    ...mended,
    max: options.max ?? 10,
    onnotice: () => {},
    // Refused, it would be refused in the middle of a statement, and leave the connection waiting for the rest for ever.
    transform: { undefined: null },
    // Seconds until another try where PostgreSQL is away: it is back soon, and everything waits for it.
    backoff: (tries: number) => Math.min(1, 0.05 * 2 ** tries),
    connection: { application_name: 'atelier', ...(options.planOnce && { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }) },
  })
  return { db: drizzle(sql, { schema }), prepared: drizzle(preparing(sql), { schema }), sql, close: () => sql.end({ timeout: 5 }) }
}

/** A longer statement is a list of values, and hardly comes twice. */
const longestPrepared = 4_000

/**
 * The driver, preparing what drizzle leaves unprepared: PostgreSQL then neither parses nor plans a short statement at each use, and
 * its parameters are not asked for in a round trip of their own.
 */
function preparing<T extends postgres.ISql>(driver: T): T {
  return new Proxy(driver, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name)
      if (name === 'unsafe') return (text: string, params?: Parameters<T['unsafe']>[1], options?: Parameters<T['unsafe']>[2]) => target.unsafe(text, params, { ...options, prepare: text.length <= longestPrepared })
      if ((name !== 'begin' && name !== 'savepoint') || typeof part !== 'function') return part
      return (...given: unknown[]) => {
        const work = given.pop() as (inner: postgres.TransactionSql) => unknown
        return (part as (...given: unknown[]) => unknown).call(target, ...given, (inner: postgres.TransactionSql) => work(preparing(inner)))
      }
    },
  })
}

const away = new Set(['57P01', '57P02', '57P03', '53300', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'])
const broken = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT'])

/** Whether a statement failed because PostgreSQL was away, which passes, and not because of what it said. */
export function isOutage(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    // Sockets to others break too: the driver alone notes the statement on its errors.
    if (typeof code === 'string' && (away.has(code) || (broken.has(code) && 'query' in at))) return true
  }
  return false
}

const holder = globalThis as unknown as { atelierConnection?: Connection; atelierQueueConnection?: Connection }

/** The studio's pool for people and programs, kept over hot reloads. @throws Error without DATABASE_URL. */
export function connection(): Connection {
  return (holder.atelierConnection ??= connect(databaseUrl(), { max: poolSize() }))
}

/**
 * A pool for what agents ask alone: a claim waits for no page's statement and no page for hundreds of agents. To plan a claim costs as
 * much as to run it. A plan that was made while the queue was all but empty would read all of it, for as long as no statistics are new:
 * hence by indexes, which cost nothing more then.
 */
export function queueConnection(): Connection {
  return (holder.atelierQueueConnection ??= connect(databaseUrl(), { max: poolSize(), planOnce: true }))
}

const poolSize = () => Number(process.env.ATELIER_DB_POOL ?? 10)

function databaseUrl(): string {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: start the studio with `npm start`, which brings its own PostgreSQL.')
  return url
}
