import { describe, expect, it } from 'vitest'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { assignImages, dealOut, readAssignments } from '@/lib/labeling/assign-images'
import { updateLabel } from '@/lib/labeling/change-labels'
import { claimTask } from '@/lib/labeling/claim-task'
import { cloneProject } from '@/lib/labeling/clone-project'
import { createProject } from '@/lib/labeling/create-project'
import { listImages } from '@/lib/labeling/read-images'
import { readProject } from '@/lib/labeling/read-project'
import { readTask } from '@/lib/labeling/read-task'
import { readOpinions } from '@/lib/labeling/review-task'
import { listSplits, splitLabel, undoSplit } from '@/lib/labeling/split-label'
import { readHistory } from '@/lib/labeling/task-history'
import { prioritise } from '@/lib/labeling/steer-queue'
import { submitTask } from '@/lib/labeling/submit-task'
import { updateProject } from '@/lib/labeling/update-project'
import type { Context } from '@/lib/context'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { bareTasks, box, member, put } from './support'

const { db } = await testDatabase()
const idOf = ({ actor }: Context) => (actor.kind === 'user' ? actor.id : '')

async function project(images: number) {
  const manager = await testContext(db)
  const made = await createProject(manager, { name: 'Cells', kinds: ['box'], labels: [{ name: 'cell', attributes: [{ name: 'stage', kind: 'choice', options: ['young', 'old'] }] }, { name: 'dirt' }] })
  return { manager, id: made.id, labels: made.labels.map(({ id }) => id), tasks: await bareTasks(db, made.id, images) }
}

describe('a label’s example images', () => {
  it('are images of its project that can be read', async () => {
    const { manager, id, labels } = await project(2)
    const other = await project(1)
    const images = async (of: string, ctx: Context) => (await listImages(ctx, of, {})).images.map((image) => image.id)
    const [own, foreign] = [await images(id, manager), await images(other.id, other.manager)]
    expect(await updateLabel(manager, id, labels[0]!, { examples: own })).toMatchObject({ examples: own })
    await expect(updateLabel(manager, id, labels[0]!, { examples: foreign })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('can be read') })
    await expect(createProject(manager, { name: 'Copied', kinds: ['tag'], labels: [{ name: 'a', examples: own }] })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('who is given what', () => {
  it('an assigned image goes to its people alone, by their shares, and is for everybody again on request', async () => {
    const { manager, id } = await project(6)
    const [ann, ben] = [await member(manager), await member(manager)]
    const view = await assignImages(manager, id, { people: [{ id: idOf(ann), share: 2 }, { id: idOf(ben), share: 1 }] })
    expect(view).toMatchObject({ images: 6, free: 0 })
    expect(view.people.find(({ id: person }) => person === idOf(ann))!.assigned).toBe(4)
    expect(view.people.find(({ id: person }) => person === idOf(ben))!.assigned).toBe(2)
    const eve = await member(manager)
    expect(await claimTask(eve, id)).toMatchObject({ claim: null, left: { forOthers: 6 } })
    const claimed = (await claimTask(ben, id)).claim!.task
    const mine = (await listImages(manager, id, { mark: 'assigned' })).images.filter(({ assigned }) => assigned.includes(ben.actor.kind === 'user' ? ben.actor.name : ''))
    expect(mine.map(({ task }) => task)).toContain(claimed)
    expect(await assignImages(manager, id, { people: [] })).toMatchObject({ free: 6 })
    expect((await claimTask(eve, id)).claim).not.toBeNull()
    await expect(readAssignments(ann, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(assignImages(manager, id, { people: [{ id: idOf(await testContext(db)) }] })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('nobody gets an image twice where several people are wanted', () => {
    const dealt = dealOut(Array.from({ length: 10 }, (_, at) => ({ id: `t${at}`, required: 2 })), [{ id: 'a', share: 1 }, { id: 'b', share: 1 }, { id: 'c', share: 2 }])
    expect(dealt).toHaveLength(20)
    expect(new Set(dealt.map(({ task, user }) => `${task} ${user}`)).size).toBe(20)
    expect(dealt.filter(({ user }) => user === 'c')).toHaveLength(10)
  })

  it('a manager lets out images by name, and the rest is said to be kept back', async () => {
    const { manager, id } = await project(2)
    const labeler = await member(manager)
    await updateProject(manager, id, { queue: { name: 'ELSEWHERE/' } })
    expect(await claimTask(labeler, id)).toMatchObject({ claim: null, left: { keptBack: 2 } })
    await updateProject(manager, id, { queue: { name: 'IMAGE-' } })
    expect((await claimTask(labeler, id)).claim).not.toBeNull()
    await updateProject(manager, id, { queue: { priority: 5 } })
    expect(await claimTask(await member(manager), id)).toMatchObject({ claim: null, left: { keptBack: 2 } })
  })
})

it('the queue follows the priority of chosen images, and of all that a filter shows', async () => {
  const { manager, id, tasks } = await project(3)
  const names = new Map((await listImages(manager, id, {})).images.map(({ task, fileName }) => [task, fileName]))
  const next = async () => (await claimTask(await member(manager), id)).claim!.task
  expect(await prioritise(manager, id, { tasks: [tasks[2]!], priority: 2 })).toEqual({ images: 1 })
  expect(await next()).toBe(tasks[2])
  expect(await prioritise(manager, id, { filter: { state: 'open', search: names.get(tasks[1]!)! }, priority: 1 })).toEqual({ images: 1 })
  expect(await next()).toBe(tasks[1])
  await expect(prioritise(manager, id, { priority: 1 })).rejects.toMatchObject({ code: 'invalid' })
  await expect(prioritise(await member(manager), id, { filter: {}, priority: 1 })).rejects.toMatchObject({ code: 'forbidden' })
})

it('a clone has the settings, the labels and the images, and nobody’s work', async () => {
  const { manager, id, labels, tasks } = await project(2)
  await updateLabel(manager, id, labels[1]!, { parentId: labels[0]! })
  await applyOperations(manager, tasks[0]!, { base: 0, operations: [put(labels[0]!)] })
  await submitTask(manager, tasks[0]!, { revision: 1 })
  const copy = await cloneProject(manager, id, { name: 'Cells again' })
  expect(copy).toMatchObject({ name: 'Cells again', kinds: ['box'], counts: { images: 2, open: 2, done: 0 } })
  const [cell, dirt] = copy.labels
  expect(cell).toMatchObject({ name: 'cell', attributes: [{ name: 'stage' }] })
  expect(dirt!.parentId).toBe(cell!.id)
  expect(cell!.id).not.toBe(labels[0])
  expect(await cloneProject(manager, id, { name: 'Bare', images: false })).toMatchObject({ counts: { images: 0 } })
  await expect(cloneProject(manager, id, { name: 'Cells' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(cloneProject(await member(manager), id, { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
})

it('a label is split by a rule after a preview, everywhere its shapes stand, and put together again', async () => {
  const { manager, id, labels, tasks } = await project(2)
  const labeler = await member(manager)
  const [cell] = labels
  const old = put(cell!, box(0, 0, 10, 10))
  old.annotation.attributes = { stage: 'old' }
  const large = put(cell!, box(20, 20, 50, 50))
  await applyOperations(labeler, tasks[0]!, { base: 0, operations: [old, large] })
  await submitTask(labeler, tasks[0]!, { revision: 2 })
  const rule = { attribute: { name: 'stage', value: 'old' } }
  expect(await splitLabel(manager, id, cell!, { rule, into: '', preview: true })).toEqual({ shapes: 1, images: 1, split: null })
  const { split } = await splitLabel(manager, id, cell!, { rule, into: 'old cell' })
  const made = (await readProject(manager, id)).labels.find(({ name }) => name === 'old cell')!
  const labelsNow = async () => {
    const { result, opinions } = await readOpinions(manager, tasks[0]!)
    const draft = await readTask(labeler, tasks[0]!)
    return [result!, opinions[0]!.annotations, draft.annotations].map((list) => list.find(({ id: of }) => of === old.annotation.id)!.label)
  }
  expect(await labelsNow()).toEqual([made.id, made.id, made.id])
  expect((await readOpinions(manager, tasks[0]!)).result!.find(({ id: of }) => of === large.annotation.id)!.label).toBe(cell)
  expect(await splitLabel(manager, id, cell!, { rule: { larger: 2_000 }, into: '', preview: true })).toMatchObject({ shapes: 1 })
  expect(await listSplits(manager, id)).toMatchObject([{ id: split, into: made.id, shapes: 1, undone: false }])
  // A tab that has been open since before the split knows nothing of it: its edits are refused with what is there now, and submitting too.
  const stale = { ...old, id: 'stale', annotation: { ...old.annotation, shape: box(1, 1, 10, 10) } }
  await expect(applyOperations(labeler, tasks[0]!, { base: 2, operations: [stale] })).rejects.toMatchObject({ code: 'conflict', details: { revision: 3, annotations: expect.arrayContaining([expect.objectContaining({ id: old.annotation.id, label: made.id })]) } })
  await expect(submitTask(labeler, tasks[0]!, { revision: 2 })).rejects.toMatchObject({ code: 'conflict', details: { revision: 3 } })
  expect((await readHistory(labeler, tasks[0]!)).map(({ annotation, revision }) => [annotation, revision])).toContainEqual([old.annotation.id, 3])
  await undoSplit(manager, id, split!)
  expect(await labelsNow()).toEqual([cell, cell, cell])
  expect((await readTask(labeler, tasks[0]!)).revision).toBe(4)
  await expect(undoSplit(manager, id, split!)).rejects.toMatchObject({ code: 'conflict' })
  await expect(splitLabel(manager, id, cell!, { rule: {}, into: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(splitLabel(labeler, id, cell!, { rule, into: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
})
