import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { blobPath } from '@/lib/protocol/artifacts'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

test('the stored file is the output as it is', async () => {
  const { path: file } = await bench.table('select i, i * 0.5 as "half of it" from range(3) t(i)')
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  const blob = blobPath(bench.artifactRoot, digest)
  mkdirSync(path.dirname(blob), { recursive: true })
  copyFileSync(file, blob)
  const { outputs } = await bench.run('data.import@1', { asset: { name: 'halves', version: 3, digest } })
  expect(outputs.table).toMatchObject({ digest, meta: { rows: 3, columns: [{ name: 'i', type: 'integer' }, { name: 'half of it', type: 'number' }] } })
  expect(readFileSync(outputs.table!.path).equals(readFileSync(blob))).toBe(true)
})

test('without a resolved version it says what to do', async () => {
  await expect(bench.run('data.import@1', { asset: { name: 'halves', version: 'latest' } })).rejects.toThrow(/“halves” was not resolved/)
})
