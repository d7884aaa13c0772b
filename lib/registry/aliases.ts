import { z } from 'zod'
import * as queries from '@/db/queries/tracking/registry'
import type { VersionRow } from '@/db/queries/tracking/registry'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { checkLength, limits } from '@/lib/tracking/limits'
import { modelNamed } from './models'
import { readVersion } from './versions'

export const AliasInput = z.object({ alias: z.string(), version: z.number().int().min(1) })

function aliasName(alias: string): string {
  if (!alias) throw new AppError('invalid', "Missing value for required parameter 'alias'.")
  if (!/^[\w-]+$/.test(alias)) throw new AppError('invalid', `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`)
  if (alias.toLowerCase() === 'latest') throw new AppError('invalid', "'latest' alias name (case insensitive) is reserved.")
  if (/^v\d+$/i.test(alias)) throw new AppError('invalid', `Version alias name '${alias}' is reserved.`)
  return checkLength(alias, 'alias', limits.alias)
}

/** Lets an alias lead to a version, away from where it led. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function setAlias(ctx: Context, name: string, alias: string, version: string): Promise<void> {
  authorize(ctx, 'models.write')
  aliasName(alias)
  const row = await readVersion(ctx, name, version)
  await ctx.db.transaction(async (tx) => {
    if (!(await queries.setAlias(tx, row.model, alias, row.version))) throw new AppError('not_found', `Model Version (name=${name}, version=${version}) not found`)
    await recordActivity({ ...ctx, db: tx }, { action: 'model.alias_set', object: { kind: 'model', id: name, name }, details: { alias, version: row.version } })
  })
}

/** Nothing happens where there is no such alias. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function deleteAlias(ctx: Context, name: string, alias: string): Promise<void> {
  authorize(ctx, 'models.write')
  aliasName(alias)
  const model = await modelNamed(ctx, name)
  await ctx.db.transaction(async (tx) => {
    await queries.deleteAlias(tx, model.id, alias)
    await recordActivity({ ...ctx, db: tx }, { action: 'model.alias_removed', object: { kind: 'model', id: name, name }, details: { alias } })
  })
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function versionByAlias(ctx: Context, name: string, alias: string): Promise<VersionRow> {
  authorize(ctx, 'models.read')
  const model = await modelNamed(ctx, name)
  const version = await queries.findAlias(ctx.db, model.id, alias)
  if (version === undefined) throw new AppError('invalid', `Registered model alias ${alias} not found.`)
  return readVersion(ctx, name, String(version))
}
