import { cache } from 'react'
import { cookies } from 'next/headers'
import { forbidden, notFound, unauthorized } from 'next/navigation'
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

/** For pages: the signed-in person. Others get the sign-in form at this very address (401), and then the page. */
export async function requireAccount(): Promise<Account> {
  return (await currentAccount()) ?? unauthorized()
}

/**
 * For pages: the context in the workspace of the address. Asks to sign in; a workspace that does not exist, or that one is
 * not a member of, is the 404 page; a role that may not see the page gets the page that says so.
 */
export async function requireContext(slug: string, permission: Permission): Promise<Context> {
  const ctx = await memberContext(await requireAccount(), slug)
  if (!ctx) notFound()
  if (!can(ctx.actor, permission)) forbidden()
  return ctx
}
