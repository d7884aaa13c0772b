import { ownOfPipeline, ownSources, ownVersionRows } from '@/db/queries/workspace-components'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { versionView } from './load'
import type { OwnView } from './schema'

export const noComponent = (id: string) => new AppError('not_found', `There is no component “${id}” in this workspace.`)

/** A component with its versions; `version` says which one is shown, the newest otherwise. @throws AppError `not_found`, `forbidden` */
export async function readOwn(ctx: Context, id: string, version?: number): Promise<OwnView> {
  authorize(ctx, 'components.read')
  const rows = await ownVersionRows(ctx.db, ctx.workspace.id, id)
  const newest = rows[0]
  if (!newest) throw noComponent(id)
  const row = version === undefined ? newest : rows.find((other) => other.version === version)
  if (!row) throw new AppError('not_found', `“${newest.declaration.name}” has no version ${version}; the newest is ${newest.version}.`)
  const ref = `${row.id}@${row.version}`
  const sources = row.kind === 'python' ? await ownSources(ctx.db, ctx.workspace.id, [ref]) : undefined
  return {
    ...versionView(row),
    kind: row.kind,
    source: sources?.get(ref) ?? '',
    latest: newest.version,
    draftPipeline: row.draftPipeline,
    versions: rows.map(({ version: number, note, createdBy, createdAt }) => ({ version: number, note, createdBy, createdAt: createdAt.toISOString() })),
  }
}

/** The component whose inside is edited in this pipeline; null for an ordinary one. @throws AppError `forbidden` */
export async function ownInside(ctx: Context, pipelineId: string): Promise<OwnView | null> {
  authorize(ctx, 'components.read')
  const id = await ownOfPipeline(ctx.db, ctx.workspace.id, pipelineId)
  return id === undefined ? null : readOwn(ctx, id)
}

/** One version, given as it stands in an address. @throws AppError `not_found`, `forbidden` */
export async function readOwnVersion(ctx: Context, id: string, number: string): Promise<OwnView> {
  if (!/^[1-9][0-9]{0,8}$/.test(number)) throw new AppError('not_found', `“${id}” has no version ${number}.`)
  return readOwn(ctx, id, Number(number))
}
