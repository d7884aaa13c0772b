import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainText } from '@/lib/duckdb/ingest/plain-text'
import { testFolder } from '../support'

const folder = testFolder()
const file = path.join(folder, 'text.csv')
const chunk = 1 << 20

/** Lines up to so many bytes, and then `end`. */
async function ending(bytes: number, end: string | Buffer) {
  const line = 'a line of text\n'
  writeFileSync(file, Buffer.concat([Buffer.from(line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes)), Buffer.from(end)]))
  return plainText(file, path.join(folder, 'rewritten.csv'))
}

describe('the whole file tells its encoding, wherever pieces of it end', () => {
  test.each([-3, -2, -1, 0, 1])('a character of four bytes, %i bytes from where a piece ends', async (distance) => {
    expect(await ending(chunk + distance, '😀,é\n')).toEqual({ file, encoding: 'utf-8', notes: [] })
  })

  test.each([0, 1, chunk - 1, chunk, 3 * chunk + 5])('a single byte of Latin-1 after %i bytes', async (bytes) => {
    expect((await ending(bytes, Buffer.from('caf\xe9\n', 'latin1'))).encoding).toBe('windows-1252')
    expect((await ending(bytes, Buffer.from('\xe9', 'latin1'))).encoding).toBe('windows-1252')
  })

  test('half a character at the very end', async () => {
    expect((await ending(chunk, Buffer.from([0x0a, 0xe2, 0x82]))).encoding).toBe('windows-1252')
  })

  test.each([-2, -1, 0, 1])('an end of line of two characters, %i bytes from where a piece ends', async (distance) => {
    expect((await ending(chunk + distance, 'x\r\ny\n')).file).not.toBe(file)
  })

  test.each([0, 1, 2, 3])('lines that all end in two characters stay as they are, the first one %i bytes longer', async (more) => {
    writeFileSync(file, `${'x'.repeat(more)}${'ab\r\n'.repeat(chunk / 2)}`)
    expect((await plainText(file, path.join(folder, 'rewritten.csv'))).file).toBe(file)
  })
})
