import { ownVersionRows, type OwnVersionRow } from '@/db/queries/workspace-components'
import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { buildCatalogue, type Stored } from './build'
import type { OwnVersion } from './schema'

/** Every version of the workspace's components, newest first, as a browser needs them to draw. @throws AppError `forbidden` */
export async function listOwn(ctx: Context): Promise<OwnVersion[]> {
  authorize(ctx, 'components.read')
  return (await ownVersionRows(ctx.db, ctx.workspace.id)).map(versionView)
}

/** The components that come with Atelier and the workspace's own; `drafts` are versions that are not stored. @throws AppError `forbidden` */
export async function loadCatalogue(ctx: Context, drafts: readonly Stored[] = []): Promise<Catalogue> {
  return buildCatalogue([...(await listOwn(ctx)), ...drafts])
}

export function versionView({ id, version, declaration, archived, note, createdBy, createdAt }: OwnVersionRow): OwnVersion {
  return { id, version, declaration, archived, note, createdBy, createdAt: createdAt.toISOString() }
}
