import { findImage } from '@/db/queries/labeling/images'
import { draftUsage, insertLabels, listLabels, setLabelDeleted, updateLabel as update, type LabelRow } from '@/db/queries/labeling/projects'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { newLabel } from './create-project'
import { requireProject } from './read-project'
import { CreateLabelInput, UpdateLabelInput, type LabelView } from './schema'
import { labelView } from './views'

/** @throws AppError `conflict` where a label in use has the name */
export async function createLabel(ctx: Context, projectId: string, input: CreateLabelInput): Promise<LabelView> {
  authorize(ctx, 'labeling.manage')
  const label = parse(CreateLabelInput, input)
  const project = await requireProject(ctx, projectId)
  const labels = await listLabels(ctx.db, [project.id])
  requireFreeName(labels, label.name)
  requireParent(labels, null, label.parentId ?? null)
  await requireExamples(ctx, project.id, label.examples)
  const taken = new Set(labels.filter(inUse).map(({ key }) => key))
  const row = newLabel(project.id, label, labels.length)
  return ctx.db.transaction(async (tx) => {
    const [made] = await insertLabels(tx, [{ ...row, key: label.key === undefined && taken.has(row.key) ? '' : row.key }])
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.label_added', object: { kind: 'labeling', id: project.id, name: project.name }, details: { label: label.name } })
    return labelView(made!)
  })
}

/**
 * Renames, recolours, moves, deletes, brings back, merges or takes a merge back. Shapes keep the label's id, so that nothing of
 * this rewrites anybody's work. @throws AppError `conflict`, `invalid`, `not_found`
 */
export async function updateLabel(ctx: Context, projectId: string, labelId: string, input: UpdateLabelInput): Promise<LabelView> {
  authorize(ctx, 'labeling.manage')
  const { deleted, ...change } = parse(UpdateLabelInput, input)
  const project = await requireProject(ctx, projectId)
  const labels = await listLabels(ctx.db, [project.id])
  const label = labels.find(({ id }) => id === labelId)
  if (!label) throw new AppError('not_found', 'This label is not in the project.')
  const others = labels.filter(({ id }) => id !== labelId)
  const staysInUse = deleted === undefined ? label.deletedAt === null : !deleted
  if (staysInUse && (change.name !== undefined || deleted === false)) requireFreeName(others, change.name ?? label.name)
  if (change.mergedInto) requireMergeable(labels, label, change.mergedInto)
  if (change.parentId !== undefined) requireParent(labels, labelId, change.parentId)
  await requireExamples(ctx, project.id, change.examples)
  return ctx.db.transaction(async (tx) => {
    await update(tx, labelId, change)
    if (deleted !== undefined) await setLabelDeleted(tx, labelId, deleted)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.label_changed', object: { kind: 'labeling', id: project.id, name: project.name }, details: { label: label.name, ...change, ...(deleted !== undefined && { deleted }) } })
    return labelView((await listLabels(tx, [project.id])).find(({ id }) => id === labelId)!)
  })
}

/** What a change of a label would touch: shapes, images and people. */
export async function readLabelUsage(ctx: Context, projectId: string, labelId: string): Promise<{ shapes: number; images: number; people: number }> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  return draftUsage(ctx.db, project.id, labelId)
}

const inUse = (label: LabelRow) => label.deletedAt === null && label.mergedInto === null

function requireFreeName(labels: LabelRow[], name: string): void {
  if (labels.some((label) => inUse(label) && label.name === name)) throw new AppError('conflict', `There is a label “${name}” already.`)
}

/** Whoever labels is shown them. */
async function requireExamples(ctx: Context, projectId: string, examples: string[] = []): Promise<void> {
  const images = await Promise.all(examples.map((id) => findImage(ctx.db, projectId, id)))
  if (images.some((image) => !image || image.problem)) throw new AppError('invalid', 'An example must be an image of this project that can be read. Choose another.')
}

function requireMergeable(labels: LabelRow[], label: LabelRow, into: string): void {
  const target = labels.find(({ id }) => id === into)
  if (!target || target.deletedAt) throw new AppError('invalid', 'The label to merge into is not in the project.')
  for (let at: LabelRow | undefined = target; at; at = labels.find(({ id }) => id === at!.mergedInto))
    if (at.id === label.id) throw new AppError('invalid', `“${target.name}” is merged into “${label.name}”. Take that merge back first.`)
}

function requireParent(labels: LabelRow[], label: string | null, parent: string | null): void {
  if (parent === null) return
  if (!labels.some(({ id }) => id === parent)) throw new AppError('invalid', 'The label above is not in the project.')
  for (let at = labels.find(({ id }) => id === parent); at; at = labels.find(({ id }) => id === at!.parentId))
    if (at.id === label) throw new AppError('invalid', 'A label cannot be below itself.')
}
