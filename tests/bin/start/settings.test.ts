import path from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, root } from '@/bin/start/settings.mjs'
import { StopSentence } from '@/bin/start/stop-sentence.mjs'

const read = (env: Record<string, string>) => readSettings(env as unknown as NodeJS.ProcessEnv)

test('are safe and local unless told otherwise', () => {
  expect(read({})).toMatchObject({ port: 3000, host: '127.0.0.1', url: 'http://localhost:3000', home: path.join(root, '.atelier'), databaseUrl: null, admin: null })
})

test('follow the environment', () => {
  const settings = read({ PORT: '4100', ATELIER_HOST: '0.0.0.0', ATELIER_HOME: '/srv/atelier', ATELIER_PUBLIC_URL: 'https://ml.example.com', ATELIER_ADMIN_EMAIL: 'a@example.com', ATELIER_ADMIN_PASSWORD: 'long enough' })
  expect(settings).toMatchObject({
    port: 4100,
    url: 'https://ml.example.com',
    localUrl: 'http://127.0.0.1:4100',
    admin: { email: 'a@example.com', password: 'long enough' },
    paths: { artifacts: '/srv/atelier/artifacts' },
  })
  expect(read({ ATELIER_HOST: '::1' }).localUrl).toBe('http://[::1]:3000')
})

test.each([
  [{ PORT: 'http' }, 'PORT is “http”: set it to a number from 1 to 65535.'],
  [{ PORT: '70000' }, 'PORT is “70000”: set it to a number from 1 to 65535.'],
  [{ ATELIER_ADMIN_EMAIL: 'a@example.com' }, 'Set ATELIER_ADMIN_EMAIL and ATELIER_ADMIN_PASSWORD together, or neither.'],
  [{ ATELIER_ADMIN_EMAIL: 'a@example.com', ATELIER_ADMIN_PASSWORD: 'short' }, 'ATELIER_ADMIN_PASSWORD is too short: use 10 characters or more.'],
])('%j is refused in one sentence', (env, sentence) => {
  expect(() => read(env as Record<string, string>)).toThrow(new StopSentence(sentence))
})
