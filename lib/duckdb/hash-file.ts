import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Below this many bytes one synchronous read is quicker than opening a stream. */
const smallFile = 1 << 20

/** The sha256 (hex) of a file's bytes, and how many there are. */
export async function hashFile(file: string): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256')
  const { size } = statSync(file)
  if (size <= smallFile) return { digest: hash.update(readFileSync(file)).digest('hex'), size }
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return { digest: hash.digest('hex'), size }
}
