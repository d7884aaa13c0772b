import type { UploadOwner, UploadRow } from '@/db/queries/uploads'
import { userId } from '@/lib/data/add-version'
import type { Context } from '@/lib/context'
import { receivedBytes } from './files'
import { keptDays, type UploadView } from './schema'

/** An upload is its maker's alone until it is registered. */
export function ownerOf(ctx: Context): UploadOwner {
  return { workspaceId: ctx.workspace.id, createdBy: userId(ctx.actor) }
}

export function uploadView(row: UploadRow): UploadView {
  const { id, fileName, size, url, state, message, digest, fingerprint, assetName, options, createdAt, updatedAt } = row
  return {
    id,
    fileName,
    size,
    received: receivedBytes(id),
    url,
    state,
    message,
    digest,
    fingerprint,
    assetName,
    options,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    keptUntil: new Date(updatedAt.getTime() + keptDays * 86_400_000).toISOString(),
  }
}
