import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerAgent } from '@/app/api/agent/direct'
import { testDatabase } from '../support/database'

/** As bin/studio/server.mjs: what is not the agents' goes to Next.js. */
const server = http.createServer((request, response) => {
  if (!answerAgent(request, response)) response.writeHead(299).end()
})
await testDatabase()
let base: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const post = (path: string, body: string, authorization?: string) => fetch(base + path, { method: 'POST', body, headers: authorization ? { authorization } : {} })

test('what agents ask is answered here, with the errors of the routes', async () => {
  for (const path of ['/api/agent/hello', '/api/agent/claim', '/api/agent/heartbeat', '/api/agent/leases/a/done', '/api/agent/leases/a/logs']) {
    const answer = await post(path, '{}')
    expect(answer.status, path).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 'unauthenticated' } })
  }
  const unknown = await post('/api/agent/claim', '{}', 'Bearer atl_agent_nobody')
  expect(unknown.status).toBe(401)
  expect(((await unknown.json()) as { error: { message: string } }).error.message).toContain('not registered')
})

test('everything else is left to Next.js', async () => {
  expect((await post('/api/agent/leases/a/rows', '{}')).status).toBe(299)
  expect((await post('/api/agent/claims', '{}')).status).toBe(299)
  expect((await fetch(`${base}/api/agent/claim`)).status).toBe(299)
})
