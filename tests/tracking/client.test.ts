// The client that data scientists have, as it comes from its makers, against the studio's handlers and a real PostgreSQL.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createToken } from '@/lib/identity/tokens'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { testEnvironment } from '../support/python-environment'
import { startTrackingStudio } from './studio'

const { db } = await testDatabase()

let studio: { url: string; close(): void }
let folder: string
let interpreter: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-tracking-'))
  process.env.ATELIER_ARTIFACTS = path.join(folder, 'artifacts')
  studio = await startTrackingStudio()
  interpreter = await testEnvironment('tracking')
}, 600_000)
afterAll(() => {
  studio.close()
  rmSync(folder, { recursive: true, force: true })
})

function python(env: Record<string, string>): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(interpreter, [path.join(import.meta.dirname, 'scenario.py')], {
      cwd: folder,
      env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', MPLBACKEND: 'Agg', PYTHONDONTWRITEBYTECODE: '1', MLFLOW_DISABLE_TELEMETRY: 'true', ...env },
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('close', (code) => resolve({ code, text }))
  })
}

test('everything that the client can ask of experiments, runs, artifacts and models works, and mistakes have the codes it knows', async () => {
  const ctx = await testContext(db, { role: 'author' })
  const { token } = await createToken(ctx, { name: 'scenario', expiresInDays: 1 })
  const viewer = await createToken(ctx, { name: 'viewer', role: 'viewer', expiresInDays: 1 })
  const { code, text } = await python({ MLFLOW_TRACKING_URI: studio.url, MLFLOW_TRACKING_TOKEN: token, VIEWER_TOKEN: viewer.token })
  expect(text).toContain('all well')
  expect(code, text).toBe(0)
}, 400_000)
