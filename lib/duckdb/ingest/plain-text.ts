import { isUtf8 } from 'node:buffer'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UserError } from '@/lib/catalog/user-error'
import { readHead } from './format'
import type { ReadingOptions } from './options'
import type { Reading } from './source'

const chunkBytes = 1 << 20

type Encoding = NonNullable<ReadingOptions['encoding']>

interface PlainText {
  /** The file to read. */
  file: string
  encoding: Encoding
  /** What was done, in words. */
  notes: string[]
}

interface Scan {
  utf8: boolean
  /** Lines end in more than one way. */
  mixedEnds: boolean
}

/**
 * A UTF-8 file with one kind of line end, made from `file` where that is not one already.
 * UTF-16 is told by its byte order mark or its zeros; text that is not valid UTF-8 is read as Windows-1252, the usual export of spreadsheets.
 * With `later`, what begins as it should is answered at once, and `later` gets the proof of the rest.
 */
export async function plainText(file: string, rewritten: string, asked?: Encoding, later?: Reading['later']): Promise<PlainText> {
  const head = readHead(file, 4096)
  const utf16 = asked ? undefined : wideEncoding(head)
  if (!asked && !utf16 && head.includes(0)) throw new UserError('This is not a text file. Upload CSV, Parquet, JSON or Excel (.xlsx).')
  const narrow = !utf16 && (!asked || asked === 'utf-8')
  if (later && narrow && isPlain(await scanText(file, chunkBytes))) {
    later(scanText(file).then(isPlain))
    return { file, encoding: 'utf-8', notes: [] }
  }
  const scan = narrow ? await scanText(file) : { utf8: false, mixedEnds: false }
  if (isPlain(scan)) return { file, encoding: 'utf-8', notes: [] }
  const encoding = asked ?? utf16 ?? (scan.utf8 ? 'utf-8' : 'windows-1252')
  await pipeline(createReadStream(file, { highWaterMark: chunkBytes }), rewrite(encoding), createWriteStream(rewritten))
  const notes = encoding === 'utf-8' || asked ? [] : [encoding === 'windows-1252' ? 'Read as Windows-1252 text, because it is not valid UTF-8.' : 'Read as UTF-16 text.']
  return { file: rewritten, encoding, notes }
}

/** UTF-16 by its byte order mark, or by zeros in every second byte of what is mostly Latin. */
export function wideEncoding(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  head.forEach((byte, index) => byte === 0 && zeros[index % 2]!++)
  const most = head.length * 0.4
  if (head.length < 8 || head.length % 2 === 1) return undefined
  if (zeros[1]! > most && zeros[0] === 0) return 'utf-16le'
  return zeros[0]! > most && zeros[1] === 0 ? 'utf-16be' : undefined
}

const isPlain = ({ utf8, mixedEnds }: Scan) => utf8 && !mixedEnds

/** Reads the whole file, or about `most` bytes, by pieces into one buffer: a new one for each would cost more than the looking. */
async function scanText(file: string, most = Infinity): Promise<Scan> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  const opened = await open(file)
  const scan = { utf8: true, feeds: false, pairs: false }
  // Bytes of the piece before that are seen again: an unfinished character, and a return that may be half of a pair.
  let kept = 0
  let read = 0
  let ended = false
  try {
    while (!ended && scan.utf8 && read < most) {
      const { bytesRead } = await opened.read(buffer, kept, buffer.length - kept, null)
      ended = bytesRead === 0
      read += bytesRead
      const piece = buffer.subarray(0, kept + bytesRead)
      const end = ended ? piece.length : completeLength(piece)
      lookAt(piece.subarray(0, end), scan)
      kept = piece.length - end
      buffer.copyWithin(0, end, piece.length)
    }
  } finally {
    await opened.close()
  }
  return { utf8: scan.utf8, mixedEnds: scan.feeds && scan.pairs }
}

function lookAt(text: Buffer, scan: { utf8: boolean; feeds: boolean; pairs: boolean }): void {
  scan.utf8 &&= isUtf8(text)
  if (scan.feeds && scan.pairs) return
  if (!text.includes(0x0d)) scan.feeds ||= text.includes(0x0a)
  for (let at = text.indexOf(0x0a); at >= 0 && !(scan.feeds && scan.pairs); at = text.indexOf(0x0a, at + 1)) {
    if (text[at - 1] === 0x0d) scan.pairs = true
    else scan.feeds = true
  }
}

/** Bytes up to the last character that is complete, a line's end of two being one: at most three bytes may be cut off at the end. */
function completeLength(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back]!
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 || byte === 0x0d ? 2 : 1
    return length > back ? text.length - back : text.length
  }
  return text.length
}

function rewrite(encoding: string): Transform {
  const decoder = new TextDecoder(encoding)
  let held = ''
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = held + decoder.decode(chunk, { stream: true })
      // A return at the end of a chunk may be the first half of a pair.
      held = text.endsWith('\r') ? '\r' : ''
      done(null, Buffer.from((held ? text.slice(0, -1) : text).replaceAll('\r\n', '\n'), 'utf8'))
    },
    flush(done) {
      done(null, Buffer.from(held + decoder.decode(), 'utf8'))
    },
  })
}
