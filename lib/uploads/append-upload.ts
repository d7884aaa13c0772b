import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { updateUpload } from '@/db/queries/uploads'
import { diskError } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { receivedBytes, uploadFile } from './files'
import { readUpload } from './read-upload'

interface Writing {
  stop: () => void
  ended: Promise<void>
}

const holder = globalThis as unknown as { atelierUploadsWriting?: Map<string, Writing> }
const writing = (holder.atelierUploadsWriting ??= new Map())

/** How long a connection that broke may take to notice. */
const takeoverMs = 5_000

/**
 * Writes further bytes at `offset`, which must be where the file ends. Whatever arrived stays when the connection breaks. A second
 * sender takes over from a first whose connection may be dead. Returns the new end. @throws AppError `conflict` with the true offset
 */
export async function appendUpload(ctx: Context, id: string, offset: number, body: Readable): Promise<number> {
  const upload = await readUpload(ctx, id)
  if (upload.url !== null) throw new AppError('conflict', 'This file is fetched by the studio itself.')
  await takeOver(id)
  const received = receivedBytes(id)
  if (offset !== received) throw new AppError('conflict', `The upload goes on at byte ${received}, not ${offset}.`, { offset: received })
  const size = upload.size!
  let done = () => {}
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })
  writing.set(id, { stop: () => body.destroy(new Error('Another sender took over.')), ended })
  try {
    await write(id, offset, size, body)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('not_found', 'What had arrived of this file is gone. Send it again from the beginning.', undefined, { cause: error })
    const known = diskError(error)
    if (known !== error || error instanceof AppError) throw known
    throw new AppError('unavailable', 'The connection broke; what has arrived is kept.', { offset: receivedBytes(id) }, { cause: error })
  } finally {
    writing.delete(id)
    done()
    await updateUpload(ctx.db, id)
  }
  return receivedBytes(id)
}

async function takeOver(id: string): Promise<void> {
  const other = writing.get(id)
  if (!other) return
  other.stop()
  await Promise.race([other.ended, new Promise((resolve) => setTimeout(resolve, takeoverMs).unref())])
}

/** Every chunk is in the file before the next is asked for, so nothing that arrived is lost with the connection. */
async function write(id: string, offset: number, size: number, body: Readable): Promise<void> {
  const file = await open(uploadFile(id), 'r+')
  try {
    let at = offset
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      if (at + chunk.length > size) throw new AppError('invalid', 'More bytes came than the file was said to have.')
      await file.write(chunk, 0, chunk.length, at)
      at += chunk.length
    }
  } finally {
    await file.close()
  }
}
