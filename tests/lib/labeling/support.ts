import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { blobs, labelingImages, labelingTasks, members, users } from '@/db/schema'
import type { Context } from '@/lib/context'
import type { Operation, Shape } from '@/lib/labeling/shapes'
import type { Role } from '@/lib/permissions'

/** Another member of the same workspace. */
export async function member(ctx: Context, role: Role = 'labeler'): Promise<Context> {
  const mark = randomBytes(4).toString('hex')
  const [user] = await ctx.db.insert(users).values({ email: `${mark}@example.com`, name: `Person ${mark}` }).returning()
  await ctx.db.insert(members).values({ workspaceId: ctx.workspace.id, userId: user!.id, role })
  return { ...ctx, actor: { kind: 'user', id: user!.id, name: user!.name, email: user!.email, role } }
}

/** Tasks whose images are rows alone, for tests of the queue. */
export async function bareTasks(db: Database, projectId: string, count: number, required = 1): Promise<string[]> {
  const digest = randomBytes(32).toString('hex')
  await db.insert(blobs).values({ digest, size: 1 })
  const images = await db
    .insert(labelingImages)
    .values(Array.from({ length: count }, (_, index) => ({ projectId, digest, size: 1, mime: 'image/png', fileName: `image-${digest.slice(0, 8)}-${index}.png`, width: 100, height: 80 })))
    .returning()
  const tasks = await db.insert(labelingTasks).values(images.map(({ id }) => ({ projectId, imageId: id, required }))).returning()
  return tasks.map(({ id }) => id)
}

/** As if everybody had been away for so many seconds. */
export async function timePasses(db: Database, seconds: number): Promise<void> {
  await db.execute(sql`update labeling_claims set expires_at = expires_at - make_interval(secs => ${seconds})`)
}

export const box = (x = 10, y = 10, width = 20, height = 30): Shape => ({ kind: 'box', x, y, width, height, angle: 0 })

let count = 0
export const put = (label: string, shape: Shape = box(), id = `a${++count}`): Extract<Operation, { kind: 'put' }> => ({
  id: `o${++count}`,
  kind: 'put',
  annotation: { id, label, shape, attributes: {}, z: 0, locked: false, hidden: false, source: { by: 'person' } },
})
export const remove = (annotation: string): Operation => ({ id: `o${++count}`, kind: 'remove', annotation })
