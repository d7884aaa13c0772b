import { AppError } from '@/lib/errors'
import { permissions, roleOf, type Permission, type Role } from '@/lib/permissions'
import type { Context } from '@/lib/context'

const held = (role: Role): Permission[] => (Object.keys(permissions) as Permission[]).filter((permission) => (permissions[permission] as readonly Role[]).includes(role))

/** True where `role` holds nothing that `bound` does not hold. */
export function isWithin(role: Role, bound: Role): boolean {
  const allowed = new Set(held(bound))
  return held(role).every((permission) => allowed.has(permission))
}

/** Of two roles the one that lies within the other; null where each holds something that the other does not. */
export function lesserRole(a: Role, b: Role): Role | null {
  if (isWithin(a, b)) return a
  return isWithin(b, a) ? b : null
}

/** Only owners give or take ownership. @throws AppError `forbidden` */
export function authorizeRoles(ctx: Context, ...touched: Role[]): void {
  if (touched.includes('owner') && roleOf(ctx.actor) !== 'owner')
    throw new AppError('forbidden', 'Only an owner can make, change or remove an owner. Ask one of them; they are listed under Members.')
}
