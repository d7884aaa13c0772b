import { createCRC32 } from 'hash-wasm'
import type { FileState } from './schema'

/** A record and where it ends in the file, in bytes. */
export interface FileRecord {
  data: Uint8Array
  end: number
}

/** No writer makes a longer one: a length beyond it is damage. */
const longest = 1 << 30
const header = 12
const footer = 4

/** Why reading has ended. */
export type Ending = Extract<FileState, 'read' | 'cut' | 'damaged'>

/**
 * The records of a TFRecord file from byte `from` on, which is a record's beginning: length (8 bytes), its checksum, data, its
 * checksum; both CRC-32C, rotated and offset, as TensorFlow's `lib/io/record_writer.h` writes them. Ends at the file's end or
 * at the first damage, and returns which; memory stays at one record.
 */
export async function* readRecords(source: AsyncIterable<Uint8Array>, from = 0): AsyncGenerator<FileRecord, Ending> {
  const crc = await createCRC32(0x82f63b78)
  const sum = (bytes: Uint8Array) => {
    const plain = Number.parseInt(crc.init().update(bytes).digest('hex'), 16)
    return (((plain >>> 15) | (plain << 17)) + 0xa282ead8) >>> 0
  }
  const reader = new Bytes(source)
  let place = from
  while (true) {
    const head = await reader.take(header)
    if (head.length < header) return head.length === 0 ? 'read' : 'cut'
    const length = Number(head.readBigUInt64LE(0))
    if (sum(head.subarray(0, 8)) !== head.readUInt32LE(8) || length > longest) return 'damaged'
    const body = await reader.take(length + footer)
    if (body.length < length + footer) return 'cut'
    const data = body.subarray(0, length)
    if (sum(data) !== body.readUInt32LE(length)) return 'damaged'
    place += header + length + footer
    yield { data, end: place }
  }
}

/** A stream from which so many bytes are taken at a time; fewer come at its end. */
class Bytes {
  private readonly chunks: AsyncIterator<Uint8Array>
  private held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Buffer> {
    if (this.held.length < count) {
      const parts = [this.held]
      let have = this.held.length
      while (have < count) {
        const { done, value } = await this.chunks.next()
        if (done) break
        parts.push(Buffer.from(value.buffer, value.byteOffset, value.length))
        have += value.length
      }
      this.held = Buffer.concat(parts)
    }
    const taken = this.held.subarray(0, count)
    this.held = this.held.subarray(taken.length)
    return taken
  }
}
