import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testTarget } from '@/lib/clusters/test-connection'
import { quote } from '@/lib/clusters/providers/ssh-script'
import { refusal } from '@/lib/clusters/providers/ssh'
import { CreateTargetInput } from '@/lib/clusters/schema'
import { cancelRun } from '@/lib/runs/cancel'
import { chain, graphOf } from '../queue/graphs'
import { findSshd, startSshd, type Sshd } from './sshd'
import { slow, testClusters } from './support'

const sshd = findSshd()
if ('problem' in sshd) console.warn(`Skipped: ${sshd.problem}`)
const clusters = await testClusters()

describe.skipIf('problem' in sshd)('machines over a real SSH', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'atelier-ssh-home-'))
  let server: Sshd
  beforeAll(async () => {
    server = await startSshd('program' in sshd ? sshd.program : '', home)
  })
  afterAll(async () => {
    await clusters.end('machines')
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })
  // No Python to look for, so that nothing is built.
  const env = { ATELIER_PYTHON: '/nowhere/python', ATELIER_UV: '/nowhere/uv' }

  test('are tried first: what answers is told, and what is wrong', async () => {
    const ctx = await clusters.context()
    const place = { engine: 'ssh' as const, studioUrl: clusters.studio.url, hosts: [server.host], keyPath: server.key }
    expect((await testTarget(ctx, place)).message).toMatch(/^The machine answers\. .*: Node v\d+\.\d+\.\d+, \d+ processors\.$/)
    await expect(testTarget(ctx, { ...place, keyPath: '/etc/hostname' })).rejects.toThrow('refuses the key')
    await expect(testTarget(ctx, { ...place, hosts: ['nobody@127.0.0.1:9'] })).rejects.toThrow('Nothing listens for SSH')
    await expect(testTarget(ctx, { ...place, env: { PATH: '/usr/bin/nowhere:/bin-nowhere' } })).rejects.toThrow(/no Node|refused/)
  })

  test('become nodes that run what waits, and are ended and left clean when idle', async () => {
    const ctx = await clusters.context()
    await clusters.add(ctx, { name: 'machines', engine: 'ssh', hosts: [server.host], keyPath: server.key, env, idleSeconds: 2 })
    const run = await clusters.submit(ctx, chain(4), { target: 'machines' })
    const after = await clusters.untilRun(ctx, run.id, ({ endedAt }) => endedAt !== null)
    expect(after.state).toBe('succeeded')
    expect(after.steps[0]!.attempts[0]!.agent).toMatch(/^machines-[0-9a-f]{6}$/)
    const [node] = await clusters.untilNodes(ctx, 'machines', ([first]) => first?.state === 'gone')
    expect(node).toMatchObject({ place: server.host, reason: expect.stringMatching(/^Ends: idle/) })
    expect(readdirSync(path.join(home, '.atelier-nodes'))).toEqual(['shared'])
  }, 90_000)

  test('lose a step when their process is killed, and take it again', async () => {
    const ctx = await clusters.context()
    const run = await clusters.submit(ctx, graphOf([slow('s')]), { target: 'machines' })
    await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.state === 'running')
    const [node] = await clusters.nodes(ctx, 'machines')
    process.kill(Number(readFileSync(path.join(home, '.atelier-nodes', node!.id, 'pid'), 'utf8')), 'SIGKILL')
    const again = await clusters.untilRun(ctx, run.id, ({ steps }) => steps[0]!.attempts.length === 2)
    // The latter where it was killed before it had said that it has the step.
    expect(['lease_lost', 'preempted']).toContain(again.steps[0]!.attempts[0]!.endReason)
    await cancelRun(ctx, run.id)
    await clusters.untilRun(ctx, run.id, ({ state }) => state === 'cancelled')
    expect(existsSync(path.join(home, '.atelier-nodes', node!.id))).toBe(false)
  }, 90_000)
})

test('nothing that is typed becomes an option of ssh or a word of its shell', () => {
  for (const host of ['-oProxyCommand=x@host', 'host', 'a@-oProxyCommand=x', 'a@b c', 'a@b;reboot', 'a@b\nc']) {
    expect(CreateTargetInput.safeParse({ name: 'x', engine: 'ssh', hosts: [host] }).success, host).toBe(false)
  }
  expect(CreateTargetInput.safeParse({ name: 'x', engine: 'ssh', hosts: ['ada@gpu-1.lab:2222'] }).success).toBe(true)
  expect(CreateTargetInput.safeParse({ name: 'x', engine: 'ssh', hosts: ['a@b'], env: { 'A;B': 'c' } }).success).toBe(false)
  expect(quote("it's $(x) `y`")).toBe("'it'\\''s $(x) `y`'")
})

test('each failure of ssh is a sentence that says what to do', () => {
  const say = (code: number | null, stderr: string) => refusal('ada@gpu', code, stderr, 'http://studio')
  expect(say(null, '')).toBe('ada@gpu did not answer within 20 s.')
  expect(say(255, 'Host key verification failed.')).toContain('known_hosts')
  expect(say(255, 'ssh: Could not resolve hostname gpu: Name or service not known')).toBe('There is no machine called gpu. Check the name.')
  expect(say(4, 'old-node v18.1.0')).toBe('ada@gpu has Node v18.1.0; an agent needs 20.9 or newer.')
  expect(say(5, 'unreachable connect ECONNREFUSED')).toBe('ada@gpu does not reach the studio at http://studio: connect ECONNREFUSED. Set the address under which it does.')
})
