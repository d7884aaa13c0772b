import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster } from '@/db/embedded/cluster.mjs'
import { isPostmaster, readPostmaster } from '@/db/embedded/postmaster.mjs'
import { isAlive, waitForEnd } from '@/db/embedded/processes.mjs'
import { root } from '../../support/imports'

let folder: string
let directory: string
const password = 'p@ss/word:with?signs'

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-cluster-'))
  directory = path.join(folder, 'database')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

test('creates a durable cluster once and keeps what was written over a restart', async () => {
  const first = await startCluster({ directory, password })
  expect(first.created).toBe(true)
  await query(first.url(), 'create table kept as select 42 as answer')
  expect(await query(first.url(), "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit")).toEqual([{ fsync: 'on', commit: 'on' }])
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)

  const second = await startCluster({ directory, password, port: first.port })
  expect(second).toMatchObject({ created: false, port: first.port })
  expect(await query(second.url(), 'select * from kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('listens on this machine alone and asks for the password', async () => {
  const cluster = await startCluster({ directory, password })
  expect(await query(cluster.url(), 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  await expect(query(`postgres://atelier:wrong@127.0.0.1:${cluster.port}/postgres`, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await cluster.stop()
})

test('takes another port when its own is taken', async () => {
  const server = await new Promise<Server>((resolve) => {
    const made = createServer().listen(0, '127.0.0.1', () => resolve(made))
  })
  const address = server.address()
  const taken = address && typeof address === 'object' ? address.port : 0
  const cluster = await startCluster({ directory, password, port: taken })
  expect(cluster.port).not.toBe(taken)
  expect(await query(cluster.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await cluster.stop()
  await new Promise((resolve) => server.close(resolve))
})

test('starts after a kill -9 of the server and loses nothing that was committed', async () => {
  const killed = await startCluster({ directory, password })
  await query(killed.url(), 'create table committed as select 7 as value')
  process.kill(killed.pid, 'SIGKILL')
  expect(await killed.exited).toBe('SIGKILL')
  expect(readPostmaster(directory)?.pid).toBe(killed.pid)
  const again = await startCluster({ directory, password })
  expect(await query(again.url(), 'select * from committed')).toEqual([{ value: 7 }])
  await again.stop()
})

test('is not stopped by a lock file whose number now belongs to another program', async () => {
  const cluster = await startCluster({ directory, password })
  process.kill(cluster.pid, 'SIGKILL')
  await cluster.exited
  const file = path.join(directory, 'postmaster.pid')
  const other = spawn('sleep', ['60'])
  writeFileSync(file, readFileSync(file, 'utf8').replace(String(cluster.pid), String(other.pid)))
  const again = await startCluster({ directory, password })
  expect(await query(again.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  expect(isAlive(other.pid!)).toBe(true)
  other.kill()
  await again.stop()
})

test('ends with the process that started it, and its successor ends one that did not', async () => {
  const pid = await startElsewhere()
  expect(isPostmaster(pid, directory)).toBe(true)
  expect(await waitForEnd(pid, 10_000)).toBe(true)
  expect(existsSync(path.join(directory, 'postmaster.pid'))).toBe(false)

  const orphan = await startElsewhere({ killGuard: true })
  const successor = await startCluster({ directory, password })
  expect(isAlive(orphan)).toBe(false)
  expect(await query(successor.url(), 'select 1 as one')).toEqual([{ one: 1 }])
  await successor.stop()
})

/** Starts a cluster in a process of its own, which is then killed. @returns the server's pid */
async function startElsewhere({ killGuard = false } = {}): Promise<number> {
  const script = `
    import { startCluster } from ${JSON.stringify(path.join(root, 'db/embedded/cluster.mjs'))}
    const cluster = await startCluster(${JSON.stringify({ directory, password })})
    console.log(cluster.pid)
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = await new Promise<number>((resolve) => child.stdout.once('data', (chunk) => resolve(Number(String(chunk)))))
  if (killGuard) await killGuardOf(pid)
  child.kill('SIGKILL')
  return pid
}

async function killGuardOf(pid: number): Promise<void> {
  const killer = spawn('sh', ['-c', `for at in /proc/[0-9]*; do tr '\\0' ' ' < "$at/cmdline" 2>/dev/null | grep -q "atelier-database-guard ${pid} " && kill -9 "\${at#/proc/}"; done; true`])
  await new Promise((resolve) => killer.on('close', resolve))
}
