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
  /** Those of the notes that are guesses. */
  doubts: string[]
  /** Files in a zip archive, where there are several. */
  entries: string[]
  /** The one that was read. */
  entry?: string
  /** Only the beginning was unpacked. */
  cut: boolean
}

export interface Unpacking {
  /** The first of several files is read and said so, where the options name none. */
  chooseFirst?: boolean
  /** Bytes after which unpacking stops. */
  headBytes?: number
}

/** The one table in a gzip or zip archive, written to `out`; any other file as it is. @throws UserError naming the files where there are several */
export async function unpack(file: string, fileName: string, out: string, options: ReadingOptions, { chooseFirst = false, headBytes }: Unpacking = {}): Promise<Unpacked> {
  const whole = { notes: [], doubts: [], entries: [], cut: false }
  const head = readHead(file, 4)
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const cut = await inflate(createReadStream(file), createGunzip(), out, 'gzip file', headBytes)
    return { ...whole, cut, file: out, fileName: fileName.replace(/\.gz(ip)?$/i, '') }
  }
  if (head.toString('latin1') !== 'PK\u0003\u0004') return { ...whole, file, fileName }
  const handle = await open(file)
  try {
    const entries = await directory(handle)
    // A workbook is a zip archive too.
    if (entries.some(({ name }) => name === '[Content_Types].xml')) return { ...whole, file, fileName }
    const tables = entries.filter(({ name }) => !/(^|\/)(__MACOSX\/|\.)|\/$/.test(name))
    const entry = choose(tables, options.entry ?? (chooseFirst ? tables[0]?.name : undefined))
    const local = Buffer.alloc(30)
    await handle.read(local, 0, 30, entry.offset)
    const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    const packed = entry.packed === 0 ? undefined : createReadStream(file, { start, end: start + entry.packed - 1 })
    if (!packed) throw new UserError(`“${entry.name}” in the zip archive is empty.`)
    const cut = await inflate(packed, entry.method === 8 ? createInflateRaw() : undefined, out, 'zip archive', headBytes)
    const several = tables.length > 1
    const note = several ? `Of the ${tables.length} files in the zip archive, “${entry.name}” was read.` : `“${entry.name}” of the zip archive was read.`
    return { file: out, fileName: path.basename(entry.name), notes: [note], doubts: several && options.entry === undefined ? [note] : [], entries: several ? tables.map(({ name }) => name) : [], entry: entry.name, cut }
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

/** True where it stopped after `headBytes`. */
async function inflate(packed: Readable, unzip: Transform | undefined, out: string, what: string, headBytes = Infinity): Promise<boolean> {
  let bytes = 0
  const enough = new AbortController()
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > headBytes) enough.abort()
      done(bytes > mostBytes ? new UserError(`The ${what} unpacks to more than 64 GB.`) : null, chunk)
    },
  })
  try {
    const { signal } = enough
    await (unzip ? pipeline(packed, unzip, count, createWriteStream(out), { signal }) : pipeline(packed, count, createWriteStream(out), { signal }))
    return false
  } catch (error) {
    if (enough.signal.aborted) return true
    if (/^(Z_|ERR_.*ZLIB)/.test((error as NodeJS.ErrnoException).code ?? '')) throw new UserError(`The ${what} is damaged or was cut off. Pack it again and upload that.`, { cause: error as Error })
    throw error
  }
}
