import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { deleteUpload, expiredUploads, findUpload, insertUpload, putArtifact, type UploadRow } from '@/db/queries/tracking/artifacts'
import type { Database } from '@/db/client'
import { artifactStore, writeHashed, type Blob } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hashSecret } from '@/lib/identity/secret'
import { authorize } from '@/lib/permissions'
import { filePath } from './files'

const mostParts = 10_000
const folderOf = (id: string) => path.join(artifactStore().root, 'tmp', `parts-${id}`)

/** Begins an upload in parts. Its id is a secret that opens each part's address, so that parts need no token. @throws AppError `invalid`, `forbidden` */
export async function beginUpload(ctx: Context, place: string, parts: number): Promise<string> {
  authorize(ctx, 'experiments.write')
  if (!Number.isInteger(parts) || parts < 1 || parts > mostParts) throw new AppError('invalid', `Invalid value ${parts} for parameter 'num_parts' supplied: It must be 1 to ${mostParts}.`)
  for (const id of await expiredUploads(ctx.db)) await forget(ctx.db, id)
  const secret = randomBytes(32).toString('base64url')
  const id = await insertUpload(ctx.db, { workspaceId: ctx.workspace.id, path: filePath(place), secretHash: hashSecret(secret), parts })
  await mkdir(folderOf(id), { recursive: true })
  return secret
}

async function uploadOf(db: Database, secret: string): Promise<UploadRow> {
  const row = await findUpload(db, hashSecret(secret))
  if (!row) throw new AppError('not_found', 'There is no such upload: it is complete, was aborted, or is older than a week.')
  return row
}

/** Keeps one part; whoever knows the secret may send it. A part that is sent again replaces itself. @throws AppError `not_found`, `invalid`, `unavailable` */
export async function putPart(db: Database, secret: string, number: number, content: Readable): Promise<Blob> {
  const upload = await uploadOf(db, secret)
  if (!Number.isInteger(number) || number < 1 || number > upload.parts) throw new AppError('invalid', `There is no part ${number}: the upload has ${upload.parts}.`)
  const file = artifactStore().temporary('.part')
  try {
    const blob = await writeHashed(content, file)
    await rename(file, path.join(folderOf(upload.id), `${number}-${blob.digest}`))
    return blob
  } finally {
    await rm(file, { force: true })
  }
}

/** Puts the parts together in their order. @throws AppError `not_found`, `invalid` where one is missing, `forbidden` */
export async function completeUpload(ctx: Context, secret: string, parts: { number: number; etag: string }[]): Promise<void> {
  authorize(ctx, 'experiments.write')
  const upload = await ownUpload(ctx, secret)
  const there = new Set(await readdir(folderOf(upload.id)).catch(() => []))
  const names = [...parts].sort((a, b) => a.number - b.number).map(({ number, etag }) => `${number}-${etag.replaceAll('"', '')}`)
  const missing = names.find((name) => !there.has(name))
  if (missing !== undefined) throw new AppError('invalid', `Part ${missing.split('-')[0]} has not arrived as it was announced. Send it again.`)
  if (names.length !== upload.parts) throw new AppError('invalid', `The upload has ${upload.parts} parts, and ${names.length} were named.`)
  const blob = await artifactStore().write(Readable.from(concatenated(names.map((name) => path.join(folderOf(upload.id), name)))))
  await putArtifact(ctx.db, ctx.workspace.id, { path: upload.path, ...blob })
  await forget(ctx.db, upload.id)
}

async function* concatenated(files: string[]): AsyncGenerator<Buffer> {
  for (const file of files) for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) yield chunk as Buffer
}

/** @throws AppError `not_found`, `forbidden` */
export async function abortUpload(ctx: Context, secret: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  await forget(ctx.db, (await ownUpload(ctx, secret)).id)
}

async function ownUpload(ctx: Context, secret: string): Promise<UploadRow> {
  const upload = await uploadOf(ctx.db, secret)
  if (upload.workspace_id !== ctx.workspace.id) throw new AppError('not_found', 'There is no such upload in this workspace.')
  return upload
}

async function forget(db: Database, id: string): Promise<void> {
  await rm(folderOf(id), { recursive: true, force: true })
  await deleteUpload(db, id)
}
