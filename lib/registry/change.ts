import { z } from 'zod'
import * as queries from '@/db/queries/tracking/registry'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { deleteModel, modelNamed, setModelTag, updateModel } from './models'
import { versionSummary, viewModel } from './pages'
import { deleteVersion, describeVersion, readVersion, setVersionTag } from './versions'
import type { ModelDetail, VersionSummary } from './views'

const text = z.string().max(20_000, 'The description has more than 20,000 characters.')
/** By key the new value; null takes the tag away. */
const tags = z.record(z.string(), z.string().nullable())

export const ChangeModelInput = z.object({ name: z.string().optional(), description: text.optional(), tags: tags.optional() })
export type ChangeModelInput = z.infer<typeof ChangeModelInput>
export const ChangeVersionInput = z.object({ description: text.optional(), tags: tags.optional() })
export type ChangeVersionInput = z.infer<typeof ChangeVersionInput>

const inside = (ctx: Context, tx: unknown): Context => ({ ...ctx, db: tx as Context['db'] })

/** Changes what is given of a model, all or nothing. @throws AppError `not_found`, `invalid`, `conflict`, `forbidden` */
export async function changeModel(ctx: Context, name: string, input: ChangeModelInput): Promise<ModelDetail> {
  authorize(ctx, 'models.write')
  const { name: newName, description, tags: changed = {} } = parse(ChangeModelInput, input)
  return ctx.db.transaction(async (tx) => {
    const within = inside(ctx, tx)
    for (const [key, value] of Object.entries(changed)) await setModelTag(within, name, key, value)
    const renamed = newName !== undefined && newName !== name ? newName : undefined
    if (renamed !== undefined || description !== undefined) await updateModel(within, name, { name: renamed, description })
    return viewModel(within, renamed ?? name)
  })
}

/** Changes what is given of a version, all or nothing. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function changeVersion(ctx: Context, name: string, version: string, input: ChangeVersionInput): Promise<VersionSummary> {
  authorize(ctx, 'models.write')
  const { description, tags: changed = {} } = parse(ChangeVersionInput, input)
  return ctx.db.transaction(async (tx) => {
    const within = inside(ctx, tx)
    for (const [key, value] of Object.entries(changed)) await setVersionTag(within, name, version, key, value)
    if (description !== undefined) await describeVersion(within, name, version, description)
    return versionSummary(await readVersion(within, name, version))
  })
}

/** Deletes a version that no alias leads to: whoever loads it by an alias would find nothing. @throws AppError `conflict`, `not_found`, `forbidden` */
export async function removeVersion(ctx: Context, name: string, version: string): Promise<void> {
  authorize(ctx, 'models.write')
  await ctx.db.transaction(async (tx) => {
    const within = inside(ctx, tx)
    const { model } = await readVersion(within, name, version)
    // Nobody sets an alias on it meanwhile.
    await queries.lockModel(tx, model)
    const { aliases } = await readVersion(within, name, version)
    if (aliases.length > 0) throw new AppError('conflict', `Version ${version} is what ${aliases.map((alias) => `“${alias}”`).join(' and ')} leads to. Set ${aliases.length === 1 ? 'the alias' : 'the aliases'} on another version first, or remove ${aliases.length === 1 ? 'it' : 'them'}.`, { aliases })
    await deleteVersion(within, name, version)
  })
}

/** Deletes a model with its versions where none of them has an alias. Runs and their files stay. @throws AppError `conflict`, `not_found`, `forbidden` */
export async function removeModel(ctx: Context, name: string): Promise<void> {
  authorize(ctx, 'models.write')
  await ctx.db.transaction(async (tx) => {
    const within = inside(ctx, tx)
    await queries.lockModel(tx, (await modelNamed(within, name)).id)
    const { model } = await viewModel(within, name)
    if (model.aliases.length > 0) throw new AppError('conflict', `The aliases ${model.aliases.map(({ alias, version }) => `“${alias}” (version ${version})`).join(', ')} lead to this model. Remove them first.`, { aliases: model.aliases })
    await deleteModel(within, name)
  })
}
