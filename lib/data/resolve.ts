import { readyVersions } from '@/db/queries/data'
import type { Column } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'

export interface AssetReference {
  name: string
  version: number | 'latest'
}

export interface ResolvedAsset {
  assetName: string
  version: number
  digest: string
  rows: number
  columns: Column[]
}

/** Turns `name:latest` and `name:3` into the bytes they mean now, in one query; keyed `name@version` as asked. @throws AppError `not_found` naming the asset */
export async function resolveAssets(ctx: Context, references: AssetReference[]): Promise<Record<string, ResolvedAsset>> {
  authorize(ctx, 'data.read')
  const ready = await readyVersions(ctx.db, ctx.workspace.id, [...new Set(references.map((reference) => reference.name))])
  const resolved: Record<string, ResolvedAsset> = {}
  for (const { name, version } of references) {
    const versions = ready.filter((candidate) => candidate.name === name)
    const found = version === 'latest' ? versions[0] : versions.find((candidate) => candidate.version === version)
    if (!found) throw missing(name, version, versions.map((candidate) => candidate.version))
    resolved[`${name}@${version}`] = { assetName: name, version: found.version, digest: found.digest, rows: found.rows, columns: found.columns }
  }
  return resolved
}

/** One of them. @throws AppError `not_found` */
export async function resolveAsset(ctx: Context, name: string, version: number | 'latest'): Promise<ResolvedAsset> {
  return (await resolveAssets(ctx, [{ name, version }]))[`${name}@${version}`]!
}

function missing(name: string, version: number | 'latest', ready: number[]): AppError {
  const message =
    ready.length === 0
      ? `There is no readable data called “${name}” in this workspace. Add it under Data, or choose another.`
      : `“${name}” has no readable version ${version}; there is ${ready.slice(0, 5).join(', ')}.`
  return new AppError('not_found', message, { name, version })
}
