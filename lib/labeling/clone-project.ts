import * as z from 'zod/mini'
import { copyImages } from '@/db/queries/labeling/clone'
import { insertLabels, insertProject, listLabels, updateLabel } from '@/db/queries/labeling/projects'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { personOf } from './person'
import { readProject, requireProject } from './read-project'
import type { ProjectView } from './schema'

export const CloneInput = z.object({ name: z.string().check(z.trim(), z.minLength(1, 'Give it a name'), z.maxLength(100, 'At most 100 characters')), images: z._default(z.boolean(), true) })
export type CloneInput = z.input<typeof CloneInput>

/**
 * A project with the same settings and labels, and with `images` the same images, none of them labeled yet. Nobody's work is copied.
 * @throws AppError `conflict` where the name is taken, `not_found`
 */
export async function cloneProject(ctx: Context, projectId: string, input: CloneInput): Promise<ProjectView> {
  const createdBy = personOf(ctx, 'labeling.manage')
  const { name, images } = parse(CloneInput, input)
  const source = await requireProject(ctx, projectId)
  const { kinds, tags, instructions, overlap, reviewShare, goldShare, queue } = source
  const id = await ctx.db.transaction(async (tx) => {
    const project = await insertProject(tx, { workspaceId: ctx.workspace.id, name, kinds, tags, instructions, overlap, reviewShare, goldShare, queue, createdBy })
    if (!project) throw new AppError('conflict', `There is a labeling project “${name}” already. Give this one another name.`)
    const copied = images ? await copyImages(tx, source.id, project.id, createdBy) : new Map<string, string>()
    const labels = (await listLabels(tx, [source.id])).filter(({ deletedAt, mergedInto }) => deletedAt === null && mergedInto === null)
    const made = await insertLabels(tx, labels.map(({ name: of, colour, key, instructions: words, attributes, skeleton, position, examples }) => ({ projectId: project.id, name: of, colour, key, instructions: words, attributes, skeleton, position, parentId: null, examples: examples.flatMap((image) => copied.get(image) ?? []) })))
    const idOf = new Map(labels.map((label, index) => [label.id, made[index]!.id]))
    for (const { id: old, parentId } of labels) if (parentId && idOf.has(parentId)) await updateLabel(tx, idOf.get(old)!, { parentId: idOf.get(parentId)! })
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.created', object: { kind: 'labeling', id: project.id, name: project.name }, details: { labels: labels.length, from: source.name } })
    return project.id
  })
  return readProject(ctx, id)
}
