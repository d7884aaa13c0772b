import { crc32, deflateRawSync } from 'node:zlib'

/** A zip archive of files, packed. */
export function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [title, body, packed] = [Buffer.from(name), Buffer.from(text), deflateRawSync(text)]
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(body), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(body.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const entry = Buffer.alloc(16)
    entry.writeUInt32LE(offset, 12)
    list.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, entry.subarray(2), title)
    parts.push(Buffer.from([0x50, 0x4b, 3, 4]), facts, title, packed)
    offset += 30 + title.length + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32BE(0x504b0506, 0)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}
