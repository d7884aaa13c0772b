import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Lease, Output } from '@/lib/protocol/messages'
import { blobPath } from '@/lib/protocol/artifacts'
import type { AgentConfig } from './config'
import { errorOf, persist, readText, type Studio, StudioError } from './studio'

/** An input that cannot be had, or an output that cannot be handed in. */
export class TransferError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TransferError'
  }
}

/** The blobs on this machine: the studio's own store, or a cache that is filled over HTTP with the lease's job token. */
export class Artifacts {
  private readonly fetching = new Map<string, Promise<void>>()
  constructor(
    private readonly config: Pick<AgentConfig, 'artifactRoot' | 'shared'>,
    private readonly studio: Studio,
  ) {}

  get root(): string {
    return this.config.artifactRoot
  }

  path(digest: string): string {
    return blobPath(this.root, digest)
  }

  /** A folder of this attempt's own, on the disk of the blobs. */
  async makeFolder(lease: Lease): Promise<string> {
    const folder = path.join(this.root, 'tmp', `lease-${lease.id}`)
    await mkdir(folder, { recursive: true })
    return folder
  }

  /** Sees to it that every blob is here. @throws TransferError. */
  async need(lease: Lease, digests: string[], signal: AbortSignal): Promise<void> {
    for (const digest of digests) {
      if (existsSync(this.path(digest))) continue
      if (this.config.shared) throw new TransferError(`The artifact ${digest.slice(0, 12)} is not in the store at ${this.root}.`)
      // Another step may be fetching it, by its own lease: where that one is given up, this one fetches it itself.
      await this.fetching.get(digest)?.catch(() => {})
      if (existsSync(this.path(digest))) continue
      const running = this.fetch(lease, digest, signal).finally(() => this.fetching.delete(digest))
      this.fetching.set(digest, running)
      await running
    }
  }

  /** Puts an output among the blobs, and hands it to the studio where that is elsewhere. @throws TransferError. */
  async keep(lease: Lease, file: string, output: Output, signal: AbortSignal): Promise<void> {
    const target = this.path(output.digest)
    // A former process may have put it there already.
    if (!this.config.shared) await this.upload(lease, existsSync(file) ? file : target, output, signal)
    if (existsSync(target)) return
    await mkdir(path.dirname(target), { recursive: true })
    await rename(file, target)
  }

  private async fetch(lease: Lease, digest: string, signal: AbortSignal): Promise<void> {
    const temporary = path.join(this.root, 'tmp', randomUUID())
    await mkdir(path.dirname(temporary), { recursive: true })
    try {
      await persist(async () => {
        const response = await this.studio.send('GET', `/api/artifacts/${digest}`, { authorization: `Bearer ${lease.jobToken}` }, (request) => request.end(), signal)
        if (response.statusCode !== 200) {
          const error = errorOf(response.statusCode!, await readText(response))
          // A 404 is an answer here: the lease may not have it, or it is gone.
          throw error.status === 404 ? new TransferError(error.message) : error
        }
        const hash = createHash('sha256')
        const count = new Transform({ transform: (chunk: Buffer, _encoding, next) => (hash.update(chunk), next(null, chunk)) })
        await pipeline(response, count, createWriteStream(temporary), { signal }).catch(cutOff(signal))
        if (hash.digest('hex') !== digest) throw new StudioError('damaged', 'The artifact was damaged on the way', 502)
      }, { signal })
      const target = this.path(digest)
      await mkdir(path.dirname(target), { recursive: true })
      await rename(temporary, target)
    } catch (error) {
      if (signal.aborted) throw error
      throw new TransferError(`The input ${digest.slice(0, 12)} could not be fetched: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    } finally {
      await rm(temporary, { force: true })
    }
  }

  private async upload(lease: Lease, file: string, output: Output, signal: AbortSignal): Promise<void> {
    try {
      await persist(async () => {
        const headers = { authorization: `Bearer ${lease.jobToken}`, 'content-length': output.size, 'content-type': 'application/octet-stream' }
        const response = await this.studio.send('PUT', `/api/artifacts/${output.digest}`, headers, (request) => {
          pipeline(createReadStream(file), request, { signal }).catch((error: Error) => request.destroy(error))
        }, signal)
        const text = await readText(response).catch(cutOff(signal))
        if (response.statusCode !== 200) throw errorOf(response.statusCode!, text)
      }, { signal })
    } catch (error) {
      if (signal.aborted || (error instanceof StudioError && error.code === 'stale_lease')) throw error
      throw new TransferError(`An output could not be handed in: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
}

/** A transfer that breaks off on the way is one to try again; a full disk or an end that was asked for is not. */
function cutOff(signal: AbortSignal) {
  return (error: NodeJS.ErrnoException): never => {
    if (signal.aborted || ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS'].includes(error.code ?? '')) throw error
    throw new StudioError('unreachable', `The transfer was cut off: ${error.message}`, 0)
  }
}
