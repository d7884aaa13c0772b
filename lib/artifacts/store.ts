import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, statSync, type ReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/errors'
import { hashFile } from '@/lib/duckdb/hash-file'
import { moveFile } from '@/lib/duckdb/move-file'
import { blobPath } from '@/lib/protocol/artifacts'

export interface Blob {
  /** sha256 in hex of the bytes, which is also the name under which they are stored. */
  digest: string
  /** Bytes. */
  size: number
}

/** Content-addressed files in a folder. A blob is written beside and renamed into place, so a reader never sees half of one. */
export interface ArtifactStore {
  root: string
  path(digest: string): string
  has(digest: string): boolean
  /** A new name for a file in progress, on the same disk as the blobs. The caller removes what it does not adopt. */
  temporary(extension?: string): string
  /** Takes a finished file in; it is gone afterwards from where it was. */
  adopt(file: string, known?: Blob): Promise<Blob>
  /** Stores a stream. `limit` (bytes) refuses longer ones. @throws AppError `too_large`, `unavailable` (disk full). */
  write(stream: Readable, options?: { limit?: number }): Promise<Blob>
  /** @throws AppError `not_found`. `range` is inclusive, in bytes. */
  read(digest: string, range?: { start: number; end?: number }): ReadStream
}

/** Where the studio keeps artifacts unless told otherwise. */
export function artifactRoot(): string {
  return path.resolve(process.env.ATELIER_ARTIFACTS ?? path.join(process.env.ATELIER_HOME ?? '.atelier', 'artifacts'))
}

const digestPattern = /^[0-9a-f]{64}$/

/** The artifact store in a folder. */
export function artifactStore(root: string = artifactRoot()): ArtifactStore {
  const temporaryFolder = path.join(root, 'tmp')
  mkdirSync(temporaryFolder, { recursive: true })

  const store: ArtifactStore = {
    root,
    path(digest) {
      if (!digestPattern.test(digest)) throw new AppError('not_found', `“${digest.slice(0, 80)}” is not the digest of an artifact.`)
      return blobPath(root, digest)
    },
    has: (digest) => digestPattern.test(digest) && existsSync(blobPath(root, digest)),
    temporary: (extension = '') => path.join(temporaryFolder, `${randomUUID()}${extension}`),
    async adopt(file, known) {
      const blob = known ?? (await hashFile(file))
      const target = store.path(blob.digest)
      if (path.resolve(file) === target) return blob
      if (existsSync(target) && statSync(target).size === blob.size) {
        await rm(file, { force: true })
        return blob
      }
      await mkdir(path.dirname(target), { recursive: true })
      await moveFile(file, target)
      return blob
    },
    async write(stream, options = {}) {
      const file = store.temporary()
      try {
        const blob = await writeHashed(stream, file, options.limit)
        return await store.adopt(file, blob)
      } catch (error) {
        await rm(file, { force: true })
        throw error
      }
    },
    read(digest, range) {
      const file = store.path(digest)
      if (!existsSync(file)) throw new AppError('not_found', `The artifact ${digest.slice(0, 12)} is not in the store.`, { digest })
      return createReadStream(file, range)
    },
  }
  return store
}

/**
 * Streams to a file and hashes on the way; memory stays at a few chunks whatever the length.
 * @throws AppError `too_large` beyond `limit` bytes, `unavailable` when the disk is full.
 */
export async function writeHashed(stream: Readable, file: string, limit = Infinity, onBytes?: (bytes: number) => void): Promise<Blob> {
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) return done(new AppError('too_large', `The file is larger than the limit of ${megabytes(limit)} MB. ATELIER_MAX_UPLOAD (bytes) raises it.`, { limit }))
      hash.update(chunk)
      onBytes?.(size)
      done(null, chunk)
    },
  })
  try {
    await pipeline(stream, count, createWriteStream(file, { highWaterMark: 1 << 20 }))
  } catch (error) {
    throw diskError(error)
  }
  return { digest: hash.digest('hex'), size }
}

/** Turns a full or read-only disk into a sentence; other errors pass unchanged. */
export function diskError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('unavailable', 'The disk of the studio is full. Free some space, or move ATELIER_HOME to a larger disk, and try again.', undefined, { cause: error })
  }
  if (code === 'EROFS' || code === 'EACCES') {
    return new AppError('unavailable', 'The studio may not write to its artifact folder. Check the permissions of ATELIER_HOME.', undefined, { cause: error })
  }
  return error
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6).toLocaleString('en')
