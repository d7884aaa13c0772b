import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Account } from '@/lib/identity/account'
import { contextOfToken } from './bearer'
import { accountOfCookie, cookieIn } from './cookie'
import { contextOfMember } from './membership'
import { refuseForeignOrigin } from './origin'

/** The signed-in person by the session cookie. @throws AppError `unauthenticated`, `forbidden` (a write from another site) */
export async function accountOfRequest(db: Database, request: Request): Promise<Account> {
  const header = request.headers.get('cookie') ?? ''
  const account = await accountOfCookie(db, (name) => cookieIn(header, name))
  if (!account) throw new AppError('unauthenticated', 'You are not signed in. Sign in, or send `Authorization: Bearer atl_pat_…`.')
  refuseForeignOrigin(request)
  return account
}

/**
 * Who asks, and in which workspace: a bearer token names its own; a session needs the header `x-atelier-workspace` or the
 * query `workspace`. @throws AppError `unauthenticated`, `forbidden`, `not_found`, `invalid`
 */
export async function contextOfRequest(db: Database, request: Request): Promise<Context> {
  const slug = request.headers.get('x-atelier-workspace') ?? new URL(request.url).searchParams.get('workspace')
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer) {
    const ctx = await contextOfToken(db, bearer)
    if (slug && slug !== ctx.workspace.slug) throw new AppError('not_found', `This token belongs to the workspace “${ctx.workspace.slug}”, not to “${slug}”.`)
    return ctx
  }
  const account = await accountOfRequest(db, request)
  if (!slug) throw new AppError('invalid', 'Say which workspace: send the header `x-atelier-workspace` or the query `workspace` with its slug.')
  return contextOfMember(account, slug)
}
