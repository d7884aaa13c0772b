import type { ReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { deleteArtifacts as remove, findArtifact, listArtifacts as list, putArtifact } from '@/db/queries/tracking/artifacts'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { pageToken, readPageToken } from '../page-token'
import { artifactPath } from './path'

export interface Entry {
  name: string
  folder: boolean
  /** Bytes; none for a folder. */
  size?: number
}

const perPage = 1000

/** What lies directly in a folder of the proxy. @throws AppError `invalid`, `forbidden` */
export async function listFolder(ctx: Context, folder: string, token?: string): Promise<{ entries: Entry[]; next: string | null }> {
  authorize(ctx, 'experiments.read')
  const place = readPageToken(token)
  const rows = await list(ctx.db, ctx.workspace.id, artifactPath(folder), { offset: place.offset, limit: perPage + 1 })
  const entries = rows.slice(0, perPage).map(({ name, is_dir, size }) => ({ name, folder: is_dir, ...(size !== null && { size: Number(size) }) }))
  return { entries, next: rows.length > perPage ? pageToken({ offset: place.offset + perPage }) : null }
}

/** Keeps a file under a path, whatever its length, without holding it in memory. @throws AppError `invalid`, `unavailable` (disk full), `forbidden` */
export async function putFile(ctx: Context, path: string, content: Readable): Promise<{ digest: string; size: number }> {
  authorize(ctx, 'experiments.write')
  const place = filePath(path)
  const blob = await artifactStore().write(content)
  await putArtifact(ctx.db, ctx.workspace.id, { path: place, ...blob })
  return blob
}

/** @throws AppError `invalid` */
export function filePath(path: string): string {
  const place = artifactPath(path)
  if (place === '') throw new AppError('invalid', 'Invalid path: name the file.')
  return place
}

export interface StoredFile {
  name: string
  digest: string
  size: number
  /** From and to are bytes, ends included. */
  open(range?: { start: number; end: number }): ReadStream
}

/** @throws AppError `invalid`, `not_found`, `forbidden` */
export async function openFile(ctx: Context, path: string): Promise<StoredFile> {
  authorize(ctx, 'experiments.read')
  const row = await findArtifact(ctx.db, ctx.workspace.id, filePath(path))
  if (!row) throw new AppError('not_found', `There is no artifact at “${path}”.`)
  return { name: row.path.slice(row.path.lastIndexOf('/') + 1), digest: row.digest, size: Number(row.size), open: (range) => artifactStore().read(row.digest, range) }
}

/** Forgets a file or a folder. @throws AppError `invalid`, `not_found`, `forbidden` */
export async function deleteFiles(ctx: Context, path: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  if ((await remove(ctx.db, ctx.workspace.id, filePath(path))) === 0) throw new AppError('not_found', `There is no artifact at “${path}”.`)
}
