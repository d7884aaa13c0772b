import * as z from 'zod/mini'
import { findSplit, insertSplit, listSplits as query, moveShapes, setUndone, shapesWithLabel } from '@/db/queries/labeling/splits'
import { insertLabels, listLabels } from '@/db/queries/labeling/projects'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { boundsOf } from './canvas/geometry'
import { newLabel } from './create-project'
import { personOf } from './person'
import { requireProject } from './read-project'
import { SplitRule } from './schema'
import type { Annotation } from './shapes'

/** `into`: the name of the label that the shapes go to, made where there is none. With `preview` they are only counted. */
export const SplitInput = z.object({ rule: SplitRule, into: z.string().check(z.trim(), z.maxLength(100)), preview: z._default(z.boolean(), false) })
export type SplitInput = z.input<typeof SplitInput>

export interface SplitView {
  id: string
  label: string
  into: string
  shapes: number
  images: number
  at: string
  undone: boolean
}

/**
 * Moves the shapes of a label for which the rule holds to another label: in results, known answers, and everybody's submissions and
 * drafts. The edits themselves stay as they were made. @throws AppError `not_found`, `invalid`, `conflict` where no shape matches
 */
export async function splitLabel(ctx: Context, projectId: string, labelId: string, input: SplitInput): Promise<{ shapes: number; images: number; split: string | null }> {
  const createdBy = personOf(ctx, 'labeling.manage')
  const { rule, into, preview } = parse(SplitInput, input)
  const project = await requireProject(ctx, projectId)
  const labels = await listLabels(ctx.db, [project.id])
  const label = labels.find(({ id, deletedAt, mergedInto }) => id === labelId && !deletedAt && !mergedInto)
  if (!label) throw new AppError('not_found', 'This label is not in use in the project.')
  if (Object.values(rule).every((part) => part === undefined || part === '')) throw new AppError('invalid', 'Say which shapes are to be moved: by an attribute, the image’s name or the size.')
  return ctx.db.transaction(async (tx) => {
    const moved: Record<string, string[]> = {}
    for (const { task, fileName, annotation } of await shapesWithLabel(tx, project.id, label.id)) if (holds(rule, annotation, fileName)) (moved[task] ??= []).push(annotation.id)
    const counted = countMoved(moved)
    if (preview) return { ...counted, split: null }
    if (into === '') throw new AppError('invalid', 'Name the label that they go to.')
    if (into === label.name) throw new AppError('invalid', `They are “${into}” already. Choose another name.`)
    if (counted.shapes === 0) throw new AppError('conflict', 'No shape matches, so there is nothing to move.')
    const target = labels.find(({ name, deletedAt, mergedInto }) => name === into && !deletedAt && !mergedInto) ?? (await insertLabels(tx, [{ ...newLabel(project.id, { name: into, attributes: label.attributes, skeleton: label.skeleton, parentId: label.parentId }, labels.length), key: '' }]))[0]!
    await moveShapes(tx, { moved, from: label.id, into: target.id })
    const split = await insertSplit(tx, { projectId: project.id, labelId: label.id, intoId: target.id, rule, moved, createdBy })
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.label_split', object: { kind: 'labeling', id: project.id, name: project.name }, details: { label: label.name, into, ...counted } })
    return { ...counted, split }
  })
}

/** Gives the shapes their label back, but for those that were given another one since. @throws AppError `not_found`, `conflict` */
export async function undoSplit(ctx: Context, projectId: string, splitId: string): Promise<{ shapes: number }> {
  authorize(ctx, 'labeling.manage')
  const project = await requireProject(ctx, projectId)
  return ctx.db.transaction(async (tx) => {
    const split = await findSplit(tx, project.id, splitId)
    if (!split) throw new AppError('not_found', 'There is no such split in this project.')
    if (split.undoneAt) throw new AppError('conflict', 'This split is undone already.')
    await moveShapes(tx, { moved: split.moved, from: split.intoId, into: split.labelId })
    await setUndone(tx, split.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.split_undone', object: { kind: 'labeling', id: project.id, name: project.name }, details: countMoved(split.moved) })
    return { shapes: countMoved(split.moved).shapes }
  })
}

/** Newest first. */
export async function listSplits(ctx: Context, projectId: string): Promise<SplitView[]> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  return (await query(ctx.db, project.id)).map(({ id, labelId, intoId, moved, createdAt, undoneAt }) => ({ id, label: labelId, into: intoId, ...countMoved(moved), at: createdAt.toISOString(), undone: undoneAt !== null }))
}

const countMoved = (moved: Record<string, string[]>) => ({ shapes: Object.values(moved).reduce((sum, ids) => sum + ids.length, 0), images: Object.keys(moved).length })

function holds(rule: SplitRule, { attributes, shape }: Annotation, fileName: string): boolean {
  if (rule.attribute && String(attributes[rule.attribute.name] ?? '') !== String(rule.attribute.value)) return false
  if (rule.name && !fileName.toLowerCase().includes(rule.name.toLowerCase())) return false
  if (rule.smaller === undefined && rule.larger === undefined) return true
  const rect = boundsOf(shape)
  if (!rect) return false
  const area = (rect.maxX - rect.minX) * (rect.maxY - rect.minY)
  return (rule.smaller === undefined || area < rule.smaller) && (rule.larger === undefined || area >= rule.larger)
}
