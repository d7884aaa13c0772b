import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize, type Permission } from '@/lib/permissions'

/** The id of the person who acts, by themselves or through a token of theirs. @throws AppError `forbidden` */
export function personOf(ctx: Context, permission: Permission): string {
  authorize(ctx, permission)
  if (ctx.actor.kind === 'user') return ctx.actor.id
  if (ctx.actor.kind === 'token') return ctx.actor.userId
  throw new AppError('forbidden', 'Labels are made in the name of a person.')
}
