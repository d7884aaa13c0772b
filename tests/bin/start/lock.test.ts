import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { read, readHolder, takeLock, waitForLock } from '@/bin/start/lock.mjs'
import { startTime } from '@/db/embedded/processes.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-lock-'))
  file = path.join(folder, 'launcher.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('has one holder, who can say more about itself', () => {
  const lock = takeLock(file, { port: 3000 })
  expect(takeLock(file)).toBeNull()
  lock?.update({ state: 'running' })
  expect(readHolder(file)).toMatchObject({ pid: process.pid, port: 3000, state: 'running' })
  lock?.release()
  expect(takeLock(file)).not.toBeNull()
})

test('of a process that is gone is taken over, and tells what it left', () => {
  writeFileSync(file, JSON.stringify({ pid: 4_190_000, started: '12', children: { agent: { pid: 1, started: 'x' } } }))
  expect(readHolder(file)).toBeNull()
  expect(takeLock(file)?.former).toMatchObject({ children: { agent: { pid: 1 } } })
})

test('of a process whose number another has got is taken over', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: `${startTime(process.pid)}0` }))
  expect(takeLock(file)).not.toBeNull()
})

test('with unreadable content is taken over', () => {
  writeFileSync(file, '{"pid": 12')
  expect(takeLock(file)).not.toBeNull()
  expect(read(file)).toMatchObject({ pid: process.pid })
})

test('can be waited for', async () => {
  const first = takeLock(file)
  let told = 0
  const second = waitForLock(file, () => told++)
  setTimeout(() => first?.release(), 250)
  expect((await second).former).toBeNull()
  expect(told).toBe(1)
})
