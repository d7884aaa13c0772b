import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize, can, type Permission } from '@/lib/permissions'

/** The id of the person who acts, by themselves or through a token of theirs. @throws AppError `forbidden` */
export function personOf(ctx: Context, permission: Permission): string {
  authorize(ctx, permission)
  if (ctx.actor.kind === 'user') return ctx.actor.id
  if (ctx.actor.kind === 'token') return ctx.actor.userId
  throw new AppError('forbidden', 'Labels are made in the name of a person.')
}

/** Whoever is not to know which answers are known: they are shown those images as if nobody but them had labeled them. Undefined for a manager. */
export function hideFrom({ actor }: Context): string | undefined {
  if (can(actor, 'labeling.manage')) return undefined
  // Somebody who reads in nobody's name has labeled nothing.
  return actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : '00000000-0000-0000-0000-000000000000'
}
