import type { z } from 'zod'
import type { Database } from '@/db/client'
import { insertToken, listTokens as list, revokeToken as revoke, type TokenRow } from '@/db/queries/credentials'
import { findHostMember, findWorkspaceBySlug, listWorkspaces } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize, roleOf, type Role } from '@/lib/permissions'
import { isWithin } from './roles'
import { CreateTokenInput } from './schema'
import { hashSecret, newSecret } from './secret'

export interface TokenView {
  id: string
  name: string
  role: Role
  createdAt: string
  expiresAt: string | null
  usedAt: string | null
  expired: boolean
}

function view(row: TokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    usedAt: row.usedAt?.toISOString() ?? null,
    expired: row.expiresAt !== null && row.expiresAt.getTime() < Date.now(),
  }
}

/** Tokens belong to people: a token neither lists, makes nor ends others. */
function person(ctx: Context): string {
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Access tokens are managed by their owner in the browser, under Settings.')
  authorize(ctx, 'tokens.own')
  return ctx.actor.id
}

/** One's own tokens of this workspace. @throws AppError `forbidden` */
export async function listTokens(ctx: Context): Promise<TokenView[]> {
  return (await list(ctx.db, ctx.workspace.id, person(ctx))).map(view)
}

/** Makes a personal access token; `token` is its secret, shown this once. @throws AppError `forbidden`, `invalid` */
export async function createToken(ctx: Context, input: z.input<typeof CreateTokenInput>): Promise<{ token: string; view: TokenView }> {
  const userId = person(ctx)
  const { name, role: wanted, expiresInDays } = parse(CreateTokenInput, input)
  const own = roleOf(ctx.actor)!
  const role = wanted ?? own
  if (!isWithin(role, own)) throw new AppError('forbidden', `A token cannot do more than you: your role here is ${own}.`)
  return insert(ctx, { userId, name, role, validDays: expiresInDays })
}

async function insert(ctx: Context, row: { userId: string; name: string; role: Role; validDays: number | null }): Promise<{ token: string; view: TokenView }> {
  const token = newSecret('atl_pat_')
  const made = await ctx.db.transaction(async (tx) => {
    const inserted = await insertToken(tx, { ...row, workspaceId: ctx.workspace.id, tokenHash: hashSecret(token) })
    await recordActivity({ ...ctx, db: tx }, { action: 'token.created', object: { kind: 'token', id: inserted.id, name: row.name }, details: { role: row.role, expiresAt: inserted.expiresAt } })
    return inserted
  })
  return { token, view: view(made) }
}

/** Ends one of one's own tokens at once. @throws AppError `forbidden`, `not_found` */
export async function revokeToken(ctx: Context, input: { id: string }): Promise<void> {
  const userId = person(ctx)
  await ctx.db.transaction(async (tx) => {
    const row = await revoke(tx, ctx.workspace.id, userId, input.id)
    if (!row) throw new AppError('not_found', 'You have no such token; it may have been revoked already.')
    await recordActivity({ ...ctx, db: tx }, { action: 'token.revoked', object: { kind: 'token', id: row.id, name: row.name } })
  })
}

export interface HostTokenInput {
  name: string
  /** Slug; the oldest workspace if left out. */
  workspace?: string
  /** Whose token it is; the first owner if left out. */
  email?: string
  role?: Role
  expiresInDays?: number | null
}

/**
 * For whoever has the studio's host, and so its database: a token of the named member, else of the first owner.
 * @throws AppError `invalid`, `not_found`, `forbidden` (a role beyond the member's)
 */
export async function createHostToken(db: Database, input: HostTokenInput): Promise<{ id: string; token: string; workspace: string; email: string; role: Role; expiresAt: string | null }> {
  const { name, role: wanted, expiresInDays } = parse(CreateTokenInput, input)
  const workspace = input.workspace ? await findWorkspaceBySlug(db, input.workspace) : (await listWorkspaces(db))[0]
  if (!workspace) throw new AppError('not_found', input.workspace ? `There is no workspace “${input.workspace}”.` : 'There is no workspace yet. Start the studio once first.')
  const holder = await findHostMember(db, workspace.id, input.email)
  if (!holder) throw new AppError('not_found', input.email ? `${input.email} is not a member of “${workspace.name}”.` : `“${workspace.name}” has no owner yet. Open the set-up link first, or set ATELIER_ADMIN_EMAIL and ATELIER_ADMIN_PASSWORD.`)
  const role = wanted ?? holder.role
  if (!isWithin(role, holder.role)) throw new AppError('forbidden', `A token cannot do more than its owner: ${holder.user.email} is ${holder.role} here.`)
  const ctx: Context = { workspace, actor: { kind: 'system', name: 'Command line' }, db }
  const made = await insert(ctx, { userId: holder.user.id, name, role, validDays: expiresInDays })
  return { id: made.view.id, token: made.token, workspace: workspace.slug, email: holder.user.email, role, expiresAt: made.view.expiresAt }
}
