import { readFileSync } from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { AppError } from '@/lib/errors'

/** Any number that nothing else locks; several starts at once wait for each other here. */
const migrationLock = 7_234_019_552

/**
 * Brings the database at `url` to the newest migration in `folder`, creating the database itself where the server lets us.
 * @throws AppError `unavailable` when the server cannot be reached, refuses the password, or the database is of a newer Atelier
 */
export async function migrateDatabase(url: string, folder: string): Promise<void> {
  await createDatabase(url)
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'atelier-migrate' } })
  try {
    await client`select pg_advisory_lock(${migrationLock})`
    await refuseNewer(client, folder)
    await migrate(drizzle(client), { migrationsFolder: folder })
  } finally {
    await client.end()
  }
}

async function createDatabase(url: string): Promise<void> {
  const probe = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    await probe`select 1`
  } catch (error) {
    if (codeOf(error) !== '3D000') throw unreachable(url, error)
    const server = new URL(url)
    const name = decodeURIComponent(server.pathname.slice(1))
    server.pathname = '/postgres'
    const admin = postgres(server.href, { max: 1, onnotice: () => {} })
    try {
      await admin`create database ${admin(name)}`
    } catch (failure) {
      // 42P04: another start has just created it.
      if (codeOf(failure) !== '42P04') throw unreachable(url, failure)
    } finally {
      await admin.end()
    }
  } finally {
    await probe.end()
  }
}

async function refuseNewer(client: postgres.Sql, folder: string): Promise<void> {
  const journal = JSON.parse(readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] }
  const newest = Math.max(...journal.entries.map((entry) => entry.when))
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`
  if (!table?.name) return
  const [row] = await client<{ last: string | null }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`
  if (row?.last && Number(row.last) > newest) {
    throw new AppError('unavailable', 'The database was made by a newer Atelier than this one: update this clone (git pull), or set ATELIER_HOME or DATABASE_URL to another database.')
  }
}

function unreachable(url: string, error: unknown): AppError {
  const { host, pathname, username } = new URL(url)
  const code = codeOf(error)
  if (code === '28P01' || code === '28000') {
    return new AppError('unavailable', `PostgreSQL at ${host} refuses the user “${username}”: check the user and password in DATABASE_URL.`, undefined, { cause: error })
  }
  const why = error instanceof Error ? error.message : String(error)
  return new AppError('unavailable', `PostgreSQL at ${host} could not be used (${why}): check that it runs and that DATABASE_URL names it and the database “${pathname.slice(1)}”.`, undefined, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
