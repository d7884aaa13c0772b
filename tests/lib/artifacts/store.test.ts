import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { artifactStore, diskError } from '@/lib/artifacts/store'

const root = mkdtempSync(path.join(tmpdir(), 'atelier-store-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const store = artifactStore(root)
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const text = async (digest: string, range?: { start: number; end?: number }) => {
  let all = ''
  for await (const piece of store.read(digest, range)) all += String(piece)
  return all
}

describe('the artifact store', () => {
  test('keeps a stream under the digest of its bytes', async () => {
    const blob = await store.write(Readable.from([Buffer.from('hel'), Buffer.from('lo')]))
    expect(blob).toEqual({ digest: sha('hello'), size: 5 })
    expect(store.has(blob.digest)).toBe(true)
    expect(await text(blob.digest)).toBe('hello')
    expect(await text(blob.digest, { start: 1, end: 3 })).toBe('ell')
    expect(store.path(blob.digest)).toBe(`${root}/sha256/${blob.digest.slice(0, 2)}/${blob.digest}`)
  })

  test('adopts a file by moving it; equal content is stored once', async () => {
    const [first, second] = [path.join(root, 'one'), path.join(root, 'two')]
    writeFileSync(first, 'same')
    writeFileSync(second, 'same')
    const blob = await store.adopt(first)
    expect(await store.adopt(second)).toEqual(blob)
    expect([existsSync(first), existsSync(second)]).toEqual([false, false])
    expect(await text(blob.digest)).toBe('same')
    // A blob handed in by its own path stays.
    expect(await store.adopt(store.path(blob.digest))).toEqual(blob)
    expect(await text(blob.digest)).toBe('same')
  })

  test('a half-written blob of the wrong length is replaced', async () => {
    const { digest } = await store.write(Readable.from([Buffer.from('whole content')]))
    writeFileSync(store.path(digest), 'who')
    await store.write(Readable.from([Buffer.from('whole content')]))
    expect(readFileSync(store.path(digest), 'utf8')).toBe('whole content')
  })

  test('refuses more than the limit and a stream that breaks, and leaves nothing', async () => {
    await expect(store.write(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), { limit: 1000 })).rejects.toMatchObject({ code: 'too_large' })
    const broken = new Readable({ read() { this.destroy(new Error('cable')) } })
    await expect(store.write(broken)).rejects.toThrow('cable')
    expect(readdirSync(path.join(root, 'tmp'))).toEqual([])
  })

  test('knows no path but that of a digest', () => {
    expect(() => store.read('../../etc/passwd')).toThrow(/not the digest/)
    expect(() => store.read('0'.repeat(64))).toThrow(/not in the store/)
    expect(store.has('../x')).toBe(false)
  })

  test('a full disk is a sentence', () => {
    expect(diskError(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('disk') })
    const other = new Error('y')
    expect(diskError(other)).toBe(other)
  })
})
