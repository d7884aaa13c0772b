import * as z from 'zod/mini'
import { deleteSkips, setPriority } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { personOf } from './person'
import { requireProject } from './read-project'

/** Offers skipped images again: to all who skipped them, or with `mine` to this person alone. Returns how many images. */
export async function requeueSkipped(ctx: Context, projectId: string, mine: boolean): Promise<{ images: number }> {
  const userId = personOf(ctx, 'labeling.annotate')
  const project = await requireProject(ctx, projectId)
  if (!mine) authorize(ctx, 'labeling.manage')
  return { images: await deleteSkips(ctx.db, project.id, mine ? userId : undefined) }
}

export const PriorityInput = z.object({ tasks: z.array(z.uuid()).check(z.minLength(1), z.maxLength(10_000)), priority: z.number().check(z.int(), z.gte(-1_000), z.lte(1_000)) })

/** Puts images earlier (higher) or later in the queue. */
export async function prioritise(ctx: Context, projectId: string, input: z.infer<typeof PriorityInput>): Promise<{ images: number }> {
  authorize(ctx, 'labeling.manage')
  const { tasks, priority } = parse(PriorityInput, input)
  const project = await requireProject(ctx, projectId)
  return { images: await setPriority(ctx.db, project.id, tasks, priority) }
}
