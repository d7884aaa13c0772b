import { environmentHeads } from '@/db/queries/environments'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from './list'

export interface EnvironmentName {
  name: string
  version: number
}

/** By lock hash, what a workspace calls the environments that it may see: those that come along, and its own. */
export async function environmentNames(ctx: Pick<Context, 'db' | 'workspace'>): Promise<Map<string, EnvironmentName>> {
  const own = await environmentHeads(ctx.db, ctx.workspace.id)
  return new Map([
    ...own.flatMap(({ lockHash, name, version }) => (lockHash ? [[lockHash, { name, version }] as const] : [])),
    ...curatedEnvironments().map(({ lockHash, name, version }) => [lockHash, { name, version }] as const),
  ])
}
