import { AppError } from './errors'
import type { Actor, Context } from './context'

export const roles = ['owner', 'admin', 'author', 'labeler', 'viewer'] as const
export type Role = (typeof roles)[number]

const everyone: Role[] = ['owner', 'admin', 'author', 'labeler', 'viewer']
const readers: Role[] = ['owner', 'admin', 'author', 'viewer']
const authors: Role[] = ['owner', 'admin', 'author']
const admins: Role[] = ['owner', 'admin']

/** Every permission in the product and the roles that hold it. A route or action names one of these and nothing else. */
export const permissions = {
  'workspace.read': everyone,
  'workspace.update': admins,
  'workspace.delete': ['owner'],
  'members.read': everyone,
  'members.manage': admins,
  'activity.read': admins,
  'tokens.own': authors,
  'data.read': readers,
  'data.write': authors,
  'data.delete': authors,
  'datastores.manage': admins,
  'pipelines.read': readers,
  'pipelines.write': authors,
  'pipelines.delete': authors,
  'comments.write': readers,
  'comments.moderate': admins,
  'components.read': readers,
  'components.write': authors,
  'runs.read': readers,
  'runs.submit': authors,
  'runs.cancel': authors,
  'environments.write': authors,
  'experiments.read': readers,
  'experiments.write': authors,
  'dashboards.read': readers,
  'dashboards.write': authors,
  'models.read': readers,
  'models.write': authors,
  'labeling.read': everyone,
  'labeling.annotate': ['owner', 'admin', 'author', 'labeler'],
  'labeling.manage': authors,
  'compute.read': readers,
  'compute.manage': admins,
} as const satisfies Record<string, Role[]>

export type Permission = keyof typeof permissions

/** The role with which an actor acts in its workspace; agents have none, the system acts as an owner. */
export function roleOf(actor: Actor): Role | undefined {
  if (actor.kind === 'system') return 'owner'
  if (actor.kind === 'agent') return undefined
  return actor.role
}

/** The one permission function. */
export function can(actor: Actor, permission: Permission): boolean {
  const role = roleOf(actor)
  return role !== undefined && (permissions[permission] as readonly Role[]).includes(role)
}

/** @throws AppError `forbidden`, naming what is missing and who can grant it. */
export function authorize(ctx: Pick<Context, 'actor' | 'workspace'>, permission: Permission): void {
  if (can(ctx.actor, permission)) return
  const role = roleOf(ctx.actor) ?? 'agent'
  throw new AppError('forbidden', `As ${role} of “${ctx.workspace.name}” you cannot do this. An owner or admin can change your role under Members.`, {
    permission,
    role,
  })
}
