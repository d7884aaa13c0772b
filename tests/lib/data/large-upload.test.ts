import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { uploadData } from '@/lib/data/upload-data'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from './support'

await testStudio()
const { db } = await testDatabase()

test('200 MB are streamed through in little memory', { timeout: 120_000 }, async () => {
  const ctx = await testContext(db)
  const line = `${'x'.repeat(199)}\n`
  const block = Buffer.from(line.repeat(5_000))
  let peak = 0
  const before = process.memoryUsage().rss
  async function* body() {
    yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\ntext\n')
    for (let sent = 0; sent < 200; sent++) {
      yield block
      peak = Math.max(peak, process.memoryUsage().rss - before)
    }
    yield Buffer.from('\r\n--b--\r\n')
  }
  const started = await uploadData(ctx, Readable.from(body()), { contentType: 'multipart/form-data; boundary=b', contentLength: null })
  await started.finished
  expect(await started.view()).toMatchObject({ state: 'ready', rows: 1_000_000, source: { size: 200_000_005 } })
  expect(peak / 1e6).toBeLessThan(120)
})
