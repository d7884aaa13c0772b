import { createReadStream, createWriteStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createInflateRaw } from 'node:zlib'
import { UserError } from '@/lib/catalog/user-error'
import { readHead } from './format'
import type { ReadingOptions } from './options'

/** Bytes that a packed file may become. */
const mostBytes = 64 * 1024 ** 3

interface Entry {
  name: string
  method: number
  packed: number
  /** Where its local header begins. */
  offset: number
  encrypted: boolean
}

export interface Unpacked {
  file: string
  fileName: string
  notes: string[]
}

/** The one table in a gzip or zip archive, written to `out`; any other file as it is. @throws UserError naming the files where there are several */
export async function unpack(file: string, fileName: string, out: string, options: ReadingOptions): Promise<Unpacked> {
  const head = readHead(file, 4)
  if (head[0] === 0x1f && head[1] === 0x8b) {
    await inflate(createReadStream(file), createGunzip(), out, 'gzip file')
    return { file: out, fileName: fileName.replace(/\.gz(ip)?$/i, ''), notes: [] }
  }
  if (head.toString('latin1') !== 'PK\u0003\u0004') return { file, fileName, notes: [] }
  const handle = await open(file)
  try {
    const entries = await directory(handle)
    // A workbook is a zip archive too.
    if (entries.some(({ name }) => name === '[Content_Types].xml')) return { file, fileName, notes: [] }
    const entry = choose(entries.filter(({ name }) => !/(^|\/)(__MACOSX\/|\.)|\/$/.test(name)), options.entry)
    const local = Buffer.alloc(30)
    await handle.read(local, 0, 30, entry.offset)
    const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    const packed = entry.packed === 0 ? undefined : createReadStream(file, { start, end: start + entry.packed - 1 })
    if (!packed) throw new UserError(`“${entry.name}” in the zip archive is empty.`)
    await inflate(packed, entry.method === 8 ? createInflateRaw() : undefined, out, 'zip archive')
    return { file: out, fileName: path.basename(entry.name), notes: [`“${entry.name}” of the zip archive was read.`] }
  } finally {
    await handle.close()
  }
}

function choose(entries: Entry[], wanted?: string): Entry {
  const names = entries.slice(0, 20).map(({ name }) => `“${name}”`).join(', ')
  const found = wanted === undefined ? undefined : entries.find(({ name }) => name === wanted)
  if (wanted !== undefined && !found) throw new UserError(`The zip archive has no “${wanted}”. It holds ${names || 'nothing'}.`)
  if (!found && entries.length > 1) throw new UserError(`The zip archive holds ${entries.length} files: ${names}. Choose one of them (option entry).`)
  const entry = found ?? entries[0]
  if (!entry) throw new UserError('The zip archive is empty.')
  if (entry.encrypted) throw new UserError('The zip archive is locked with a password. Unpack it and upload the file inside.')
  if (entry.method !== 0 && entry.method !== 8) throw new UserError('The zip archive is packed in an unusual way. Unpack it and upload the file inside.')
  return entry
}

/** The archive's list of files, which stands at its end. */
async function directory(handle: FileHandle): Promise<Entry[]> {
  const { size } = await handle.stat()
  const tail = Buffer.alloc(Math.min(size, 65_557))
  await handle.read(tail, 0, tail.length, size - tail.length)
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  // Broken ones are left to the reader of workbooks, which says so.
  if (at < 0 || at + 22 > tail.length) return [{ name: '[Content_Types].xml', method: 0, packed: 0, offset: 0, encrypted: false }]
  const [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)]
  if (offset === 0xffffffff || offset + length > size) throw new UserError('The zip archive is damaged or larger than 4 GB. Unpack it and upload the file inside.')
  const list = Buffer.alloc(length)
  await handle.read(list, 0, length, offset)
  const entries: Entry[] = []
  for (let here = 0; here + 46 <= length && list.readUInt32BE(here) === 0x504b0102; ) {
    const [named, extra, said] = [list.readUInt16LE(here + 28), list.readUInt16LE(here + 30), list.readUInt16LE(here + 32)]
    const name = list.subarray(here + 46, here + 46 + named).toString('utf8')
    entries.push({ name, method: list.readUInt16LE(here + 10), packed: list.readUInt32LE(here + 20), offset: list.readUInt32LE(here + 42), encrypted: (list.readUInt16LE(here + 8) & 1) === 1 })
    here += 46 + named + extra + said
  }
  return entries
}

async function inflate(packed: Readable, unzip: Transform | undefined, out: string, what: string): Promise<void> {
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > mostBytes ? new UserError(`The ${what} unpacks to more than 64 GB.`) : null, chunk)
    },
  })
  try {
    await (unzip ? pipeline(packed, unzip, count, createWriteStream(out)) : pipeline(packed, count, createWriteStream(out)))
  } catch (error) {
    if (/^(Z_|ERR_.*ZLIB)/.test((error as NodeJS.ErrnoException).code ?? '')) throw new UserError(`The ${what} is damaged or was cut off. Pack it again and upload that.`, { cause: error as Error })
    throw error
  }
}
