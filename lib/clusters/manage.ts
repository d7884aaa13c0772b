import type { z } from 'zod'
import { insertTarget, markDeleting, removeTarget, updateTarget as update, type TargetRow } from '@/db/queries/clusters'
import type { TargetConfig } from '@/db/schema/clusters'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { seal } from '@/lib/secrets/seal'
import { secretOf } from './cluster-of'
import { readTarget, requireTarget } from './read'
import { CreateTargetInput, UpdateTargetInput, type TargetView } from './schema'

type Created = z.output<typeof CreateTargetInput>

/** The studio as its own machine reaches it, unless told otherwise. */
export function ownUrl(): string {
  return (process.env.ATELIER_PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, '')
}

/** What is kept of a target's place: the fields of its engine alone. @throws AppError `invalid` where one of them is missing */
export function configOf(input: Pick<Created, 'engine' | 'studioUrl' | 'address' | 'hosts' | 'keyPath' | 'env' | 'tags' | 'commands'>): TargetConfig {
  const { engine, address, hosts, keyPath } = input
  if (engine === 'ray' && !address) throw new AppError('invalid', 'Where does Ray’s dashboard answer? Give its address.', { fields: { address: 'An address is needed' } })
  if (engine === 'ssh' && !hosts?.length) throw new AppError('invalid', 'Name at least one machine.', { fields: { hosts: 'Name at least one machine' } })
  return {
    studioUrl: input.studioUrl ?? ownUrl(),
    ...(engine === 'ray' && { address }),
    ...(engine === 'ssh' && { hosts: [...new Set(hosts)], keyPath: keyPath ?? '' }),
    env: input.env,
    tags: input.tags,
    commands: input.commands,
  }
}

function checkNodes({ minNodes, maxNodes }: { minNodes: number; maxNodes: number }): void {
  if (minNodes > maxNodes) throw new AppError('invalid', 'The least number of nodes is larger than the greatest.', { fields: { minNodes: `At most ${maxNodes}` } })
}

/** Adds a cluster; nothing is launched before a step waits for it, or its minimum asks for it. @throws AppError `invalid`, `conflict`, `forbidden` */
export async function createTarget(ctx: Context, given: CreateTargetInput): Promise<TargetView> {
  authorize(ctx, 'compute.manage')
  const input = parse(CreateTargetInput, given)
  checkNodes(input)
  const config = configOf(input)
  await ctx.db.transaction(async (db) => {
    const secret = input.token ? seal(input.token, secretOf(input.name)) : null
    const row = await insertTarget(db, { ...input, config, secret, createdByName: ctx.actor.name })
    if (!row) throw new AppError('conflict', `There is a compute target called “${input.name}” already. Choose another name.`, { fields: { name: 'This name is taken' } })
    await recordActivity({ ...ctx, db }, { action: 'target.created', object: { kind: 'target', id: row.id, name: input.name }, details: { engine: input.engine, minNodes: input.minNodes, maxNodes: input.maxNodes } })
  })
  return readTarget(ctx, input.name)
}

/** Changes what is given. Nodes that run stay as they are; the next ones are as it says now. @throws AppError `not_found`, `invalid`, `conflict`, `forbidden` */
export async function updateTarget(ctx: Context, name: string, given: UpdateTargetInput): Promise<TargetView> {
  authorize(ctx, 'compute.manage')
  const { token, ...input } = parse(UpdateTargetInput, given)
  await ctx.db.transaction(async (tx) => {
    const row = await requireTarget({ db: tx as unknown as Context['db'] }, name)
    if (row.deleting) throw new AppError('conflict', `“${name}” is being deleted.`)
    const values = { ...valuesOf(row), ...defined(input) }
    checkNodes(values)
    const config = configOf({ ...row.config, ...defined(input), engine: row.engine })
    // Never sent to whom it was not given for.
    if (token === undefined && row.secret !== null && config.address !== row.config.address) throw new AppError('invalid', 'Type the token again: it was given for another address.', { fields: { token: 'Needed again' } })
    await update(tx, row.id, { ...values, config, secret: token === undefined ? undefined : token === '' ? null : seal(token, secretOf(name)) })
    await recordActivity({ ...ctx, db: tx }, { action: 'target.changed', object: { kind: 'target', id: row.id, name }, details: { changed: [...Object.keys(defined(input)), ...(token !== undefined ? ['token'] : [])] } })
  })
  return readTarget(ctx, name)
}

/** Its nodes finish what they hold, then end; with the last it is gone. @throws AppError `not_found`, `forbidden` */
export async function deleteTarget(ctx: Context, name: string): Promise<void> {
  authorize(ctx, 'compute.manage')
  await ctx.db.transaction(async (tx) => {
    const row = await requireTarget({ db: tx as unknown as Context['db'] }, name)
    await markDeleting(tx, row.id)
    await removeTarget(tx, row.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'target.deleted', object: { kind: 'target', id: row.id, name } })
  })
}

function valuesOf(row: TargetRow) {
  return { minNodes: row.min_nodes, maxNodes: row.max_nodes, idleSeconds: row.idle_seconds, slots: row.slots, cpus: row.cpus, memoryMb: row.memory_mb, gpus: row.gpus }
}

/** Without the fields that were left out. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
