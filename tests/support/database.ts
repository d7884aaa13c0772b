import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { connect, type Connection } from '@/db/client'

export interface TestDatabase extends Connection {
  url: string
}

/**
 * A migrated, empty database on a real PostgreSQL for the calling test file, dropped after its last test.
 * Call it at the top level of the file: `const database = await testDatabase()`.
 * DATABASE_URL points at it too, so that code which opens the studio's own pool finds it.
 */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `atelier_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await withAdmin(server, (admin) => admin.unsafe(`create database ${name} template ${inject('templateDatabase')}`))
  const address = new URL(server)
  address.pathname = `/${name}`
  const connection = connect(address.href, { max: options.max ?? 10 })
  process.env.DATABASE_URL = address.href
  afterAll(async () => {
    await connection.close()
    await withAdmin(server, (admin) => admin.unsafe(`drop database if exists ${name} with (force)`))
  })
  return { ...connection, url: address.href }
}

async function withAdmin<T>(url: string, work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
