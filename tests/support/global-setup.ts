import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startCluster } from '@/db/embedded/cluster.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    templateDatabase: string
  }
}

/**
 * One real PostgreSQL for the whole test run, with a migrated template that each test file copies.
 * `ATELIER_TEST_DATABASE_URL` names a server to use instead of starting one; its user must be able to create databases.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `atelier_template_${process.pid}_${randomBytes(3).toString('hex')}`
  await createTemplate(server.url, template)
  project.provide('postgresUrl', server.url)
  project.provide('templateDatabase', template)
  return async () => {
    const admin = postgres(server.url, { max: 1, onnotice: () => {} })
    await admin.unsafe(`drop database if exists ${template} with (force)`)
    await admin.end()
    await server.close()
  }
}

async function openServer(): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env.ATELIER_TEST_DATABASE_URL
  if (given) return { url: given, close: async () => {} }
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-test-'))
  const cluster = await startCluster({
    directory: path.join(folder, 'database'),
    password: 'test',
    // Nothing here outlives the run, so it need not reach the disk.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  return {
    url: cluster.url(),
    close: async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function createTemplate(url: string, name: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  const client = postgres(databaseUrl(url, name), { max: 1, onnotice: () => {} })
  await migrate(drizzle(client), { migrationsFolder: path.resolve(import.meta.dirname, '../../db/migrations') })
  await client.end()
}

function databaseUrl(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.href
}
