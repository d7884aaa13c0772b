import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { connection } from '@/db/client'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import type { Account } from '@/lib/identity/account'
import { can, type Permission } from '@/lib/permissions'
import { accountOfCookie } from './cookie'
import { contextOfMember } from './membership'

/** The signed-in person, or null; read once for each page. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const jar = await cookies()
  return accountOfCookie(connection().db, (name) => jar.get(name)?.value)
})

const memberContext = cache(async (account: Account, slug: string): Promise<Context | null> => {
  try {
    return await contextOfMember(account, slug)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  }
})

/** For pages: the signed-in person. Others are sent to sign in, and come back to the page that they wanted. */
export async function requireAccount(): Promise<Account> {
  const account = await currentAccount()
  if (account) return account
  const here = (await headers()).get('x-atelier-path')
  redirect(here ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in')
}

/**
 * For pages: the context in the workspace of the address. Sends to sign in; a workspace that does not exist, or that one is
 * not a member of, is the 404 page; a role that may not see the page gets the page that says so.
 */
export async function requireContext(slug: string, permission: Permission): Promise<Context> {
  const ctx = await memberContext(await requireAccount(), slug)
  if (!ctx) notFound()
  if (!can(ctx.actor, permission)) forbidden()
  return ctx
}
