import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { build } from 'esbuild'
import { Upload } from 'tus-js-client'
import { afterAll, expect, test } from 'vitest'
import { createUpload } from '@/lib/uploads/create-upload'
import { uploadFile } from '@/lib/uploads/files'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from '../data/support'

const home = await testStudio()
const { db, url } = await testDatabase()
const root = path.resolve(import.meta.dirname, '../../..')
const bundle = path.join(root, 'dist', 'test', `upload-server-${process.pid}.mjs`)
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(bundle, { force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function serve(port: number, context: unknown): Promise<ChildProcess> {
  const child = spawn(process.execPath, [bundle], { env: { ...process.env, DATABASE_URL: url, ATELIER_HOME: home, TEST_PORT: String(port), TEST_CONTEXT: JSON.stringify(context) }, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await new Promise((resolve) => child.stdout!.once('data', resolve))
  return child
}

test('200 MB survive a studio that is killed in the middle, in little memory', { timeout: 120_000 }, async () => {
  await build({ absWorkingDir: root, entryPoints: ['tests/lib/uploads/server.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' })
  const { db: _, ...context } = await testContext(db)
  const size = 200 << 20
  const file = path.join(home, 'big.bin')
  const block = randomBytes(1 << 20)
  const hash = createHash('sha256')
  for (let at = 0; at < size; at += block.length) {
    block.writeUInt32LE(at)
    writeFileSync(file, block, { flag: 'a' })
    hash.update(block)
  }
  const { id } = await createUpload({ ...context, db }, { fileName: 'big.bin', size })
  const port = await freePort()
  let studio = await serve(port, context)
  let killedAt = 0
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(createReadStream(file), {
      uploadUrl: `http://127.0.0.1:${port}/${id}`,
      uploadSize: size,
      chunkSize: 32 << 20,
      retryDelays: [100, 300, 1_000, 2_000, 2_000],
      onProgress: (sent) => {
        if (killedAt > 0 || sent < 90 << 20) return
        killedAt = sent
        studio.once('exit', () => void serve(port, context).then((next) => (studio = next)))
        studio.kill('SIGKILL')
      },
      onError: reject,
      onSuccess: () => resolve(),
    })
    upload.start()
  })
  expect(killedAt).toBeGreaterThan(0)
  const base = `http://127.0.0.1:${port}/${id}`
  const checked = (await (await fetch(`${base}/check`, { method: 'POST', headers: { 'x-sha256': hash.digest('hex') } })).json()) as { state: string; received: number }
  expect([checked.state, checked.received, statSync(uploadFile(id)).size]).toEqual(['received', size, size])
  // Kilobytes, of the whole process.
  expect(Number(await (await fetch(`${base}/peak`)).text()) / 1024).toBeLessThan(250)
})
