import * as z from 'zod/mini'
import { clearAssignments, countAssignments, labelersOf, openForAssignment, putAssignments } from '@/db/queries/labeling/assignments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { requireProject } from './read-project'

/**
 * Who is to label what. `people` with their shares (any positive numbers, of their sum); `name`: of the images whose name contains it;
 * `most`: so many of them. No people at all: the images are for everybody again.
 */
export const AssignInput = z.object({
  people: z.array(z.object({ id: z.uuid(), share: z._default(z.number().check(z.gt(0, 'A share is more than nothing'), z.lte(1_000)), 1) })).check(z.maxLength(200)),
  name: z._default(z.string().check(z.maxLength(200)), ''),
  most: z.optional(z.number().check(z.int(), z.gte(1))),
})
export type AssignInput = z.input<typeof AssignInput>

export interface AssignmentsView {
  /** Members who may label, with the open images that are assigned to them. */
  people: { id: string; name: string; assigned: number }[]
  /** Open images that are assigned to nobody. */
  free: number
}

export async function readAssignments(ctx: Context, projectId: string): Promise<AssignmentsView> {
  authorize(ctx, 'labeling.manage')
  const project = await requireProject(ctx, projectId)
  const [people, { counts, free }] = await Promise.all([labelersOf(ctx.db, ctx.workspace.id), countAssignments(ctx.db, project.id)])
  return { people: people.map((person) => ({ ...person, assigned: counts.get(person.id) ?? 0 })), free }
}

/**
 * Assigns open images: each to as many people as are wanted for it, chosen so that everybody gets their share. Only they are given
 * it. What an image was assigned before is replaced. @throws AppError `invalid` where there are too few people, `not_found`
 */
export async function assignImages(ctx: Context, projectId: string, input: AssignInput): Promise<AssignmentsView & { images: number }> {
  authorize(ctx, 'labeling.manage')
  const { people, name, most } = parse(AssignInput, input)
  const project = await requireProject(ctx, projectId)
  const known = new Set((await labelersOf(ctx.db, ctx.workspace.id)).map(({ id }) => id))
  if (people.some(({ id }) => !known.has(id))) throw new AppError('invalid', 'One of these people may not label in this workspace. Make them labelers first.')
  const images = await ctx.db.transaction(async (tx) => {
    const tasks = await openForAssignment(tx, project.id, { name, most })
    const wanted = tasks.reduce((largest, { required }) => Math.max(largest, required), 0)
    if (people.length > 0 && people.length < wanted) throw new AppError('invalid', `Each image is labeled by ${wanted} people here, so choose ${wanted} at least.`)
    await clearAssignments(tx, project.id, tasks.map(({ id }) => id))
    const given = people.length === 0 ? [] : dealOut(tasks, people)
    await putAssignments(tx, project.id, given)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.assigned', object: { kind: 'labeling', id: project.id, name: project.name }, details: { images: tasks.length, people: people.length } })
    return tasks.length
  })
  return { ...(await readAssignments(ctx, project.id)), images }
}

/** Each task to as many people as it requires: those who are furthest behind their share. */
export function dealOut(tasks: { id: string; required: number }[], people: { id: string; share: number }[]): { task: string; user: string }[] {
  const dealt = new Map(people.map(({ id }) => [id, 0]))
  return tasks.flatMap(({ id, required }) => {
    const next = [...people].sort((a, b) => (dealt.get(a.id)! + 1) / a.share - (dealt.get(b.id)! + 1) / b.share).slice(0, required)
    for (const person of next) dealt.set(person.id, dealt.get(person.id)! + 1)
    return next.map((person) => ({ task: id, user: person.id }))
  })
}
