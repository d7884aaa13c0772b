import { route } from '@/app/respond'
import { roleOf } from '@/lib/permissions'

/** Who the credentials belong to, in which workspace, and in which role: what a script asks first. */
export const GET = route('workspace.read', (ctx) => ({
  workspace: { slug: ctx.workspace.slug, name: ctx.workspace.name },
  actor: { kind: ctx.actor.kind, name: ctx.actor.name },
  role: roleOf(ctx.actor),
}))
