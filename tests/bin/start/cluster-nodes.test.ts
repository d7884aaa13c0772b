import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { endClusterNodes } from '@/bin/start/cluster-nodes.mjs'
import { startOf } from '@/lib/process/start-of'

// Where a process's start is read from.
test.skipIf(process.platform !== 'linux')('the launcher ends the nodes of its home, and no later process of the same id', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'atelier-nodes-'))
  const [node, stubborn, other] = ['', "process.on('SIGTERM', () => {});", ''].map((more) => spawn(process.execPath, ['-e', `${more} setInterval(() => {}, 1000); console.log('up')`]))
  await Promise.all([node!, stubborn!, other!].map((child) => once(child.stdout, 'data')))
  const mark = (name: string, content: string) => {
    mkdirSync(path.join(home, 'clusters', 'a', name), { recursive: true })
    writeFileSync(path.join(home, 'clusters', 'a', name, 'node.json'), content)
  }
  mark('1', JSON.stringify({ pid: node!.pid, started: startOf(node!.pid!) }))
  mark('2', JSON.stringify({ pid: stubborn!.pid, started: startOf(stubborn!.pid!) }))
  mark('3', JSON.stringify({ pid: other!.pid, started: '1' }))
  mark('4', 'half wri')
  const ends = Promise.all([once(node!, 'exit'), once(stubborn!, 'exit')])
  expect(await endClusterNodes(home, 500)).toBe(2)
  expect((await ends).map(([, signal]) => signal as string)).toEqual(['SIGTERM', 'SIGKILL'])
  expect(other!.exitCode).toBeNull()
  other!.kill()
  rmSync(home, { recursive: true, force: true })
  expect(await endClusterNodes(path.join(home, 'nowhere'))).toBe(0)
})
