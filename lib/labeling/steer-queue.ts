import * as z from 'zod/mini'
import { prioritiseMatching } from '@/db/queries/labeling/list-images'
import { deleteSkips, setPriority } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { personOf } from './person'
import { ImageFilter } from './read-images'
import { requireProject } from './read-project'

/** Offers skipped images again: to all who skipped them, or with `mine` to this person alone. Returns how many images. */
export async function requeueSkipped(ctx: Context, projectId: string, mine: boolean): Promise<{ images: number }> {
  const userId = personOf(ctx, 'labeling.annotate')
  const project = await requireProject(ctx, projectId)
  if (!mine) authorize(ctx, 'labeling.manage')
  return { images: await deleteSkips(ctx.db, project.id, mine ? userId : undefined) }
}

/** Which images: those of `tasks`, or all that the filter of the list of images shows. */
export const PriorityInput = z
  .object({
    tasks: z.optional(z.array(z.uuid()).check(z.minLength(1), z.maxLength(10_000))),
    filter: z.optional(ImageFilter),
    priority: z.number('A priority is a whole number').check(z.int('A priority is a whole number'), z.gte(-1_000, 'At least -1,000'), z.lte(1_000, 'At most 1,000')),
  })
  .check(z.refine(({ tasks, filter }) => (tasks === undefined) !== (filter === undefined), 'Name the images by tasks or by filter, one of them'))

/** Puts images earlier (higher) or later in the queue; those that people are at stay with them. @throws AppError `invalid`, `not_found` */
export async function prioritise(ctx: Context, projectId: string, input: z.infer<typeof PriorityInput>): Promise<{ images: number }> {
  authorize(ctx, 'labeling.manage')
  const { tasks, filter, priority } = parse(PriorityInput, input)
  const project = await requireProject(ctx, projectId)
  return { images: tasks ? await setPriority(ctx.db, project.id, tasks, priority) : await prioritiseMatching(ctx.db, project.id, filter ?? {}, priority) }
}
