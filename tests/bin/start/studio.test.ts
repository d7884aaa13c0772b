import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { waitForHealth } from '@/bin/start/studio.mjs'
import type { readSettings } from '@/bin/start/settings.mjs'

type Settings = ReturnType<typeof readSettings>

test('another studio on the port does not pass for ours', async () => {
  const server = createServer((_, response) => response.setHeader('x-atelier-instance', 'theirs').end('{"status":"ok"}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const settings = { localUrl: `http://127.0.0.1:${port}`, paths: { logs: '/logs' } } as unknown as Settings
  await expect(waitForHealth(settings, { timeoutMs: 300 })).rejects.toThrow('did not become healthy within 0.3 s (another program answers on its port): read the logs in /logs.')
  await new Promise((resolve) => server.close(resolve))
})
