import { describe, expect, it } from 'vitest'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { markGold, unmarkGold } from '@/lib/labeling/mark-gold'
import { readDashboard } from '@/lib/labeling/read-dashboard'
import { listImages } from '@/lib/labeling/read-images'
import { readProject } from '@/lib/labeling/read-project'
import { readQuality } from '@/lib/labeling/read-quality'
import { readTask } from '@/lib/labeling/read-task'
import { resolveTask } from '@/lib/labeling/resolve-task'
import { readOpinions, reviewTask } from '@/lib/labeling/review-task'
import { submitTask } from '@/lib/labeling/submit-task'
import { updateProject } from '@/lib/labeling/update-project'
import type { Context } from '@/lib/context'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { bareTasks, member, put } from './support'

const { db } = await testDatabase()
const tag = { kind: 'tag' } as const

async function project(overlap = 1, images = 3) {
  const manager = await testContext(db)
  const made = await createProject(manager, { name: 'Pets', kinds: ['tag'], overlap, labels: [{ name: 'cat' }, { name: 'dog' }] })
  const tasks = await bareTasks(db, made.id, images, overlap)
  const [cat, dog] = made.labels.map(({ id }) => id)
  return { manager, id: made.id, tasks, cat: cat!, dog: dog! }
}

async function label(person: Context, task: string, name: string) {
  const { revision, annotations } = await readTask(person, task)
  const gone = annotations.map(({ id }) => ({ id: `g${Math.random()}`, kind: 'remove' as const, annotation: id }))
  const after = await applyOperations(person, task, { base: revision, operations: [...gone, put(name, tag)] })
  return submitTask(person, task, { revision: after.revision })
}

describe('images with a known answer', () => {
  it('look to a labeler like any other, measure them, and change nothing', async () => {
    const { manager, id, tasks, cat, dog } = await project()
    const labeler = await member(manager)
    const [known] = tasks
    const { revision } = await applyOperations(manager, known!, { base: 0, operations: [put(cat, tag)] })
    expect(revision).toBe(1)
    expect(await markGold(manager, known!, { from: 'draft' })).toMatchObject({ gold: true, state: 'done' })
    await updateProject(manager, id, { goldShare: 0.5 })
    expect((await readProject(manager, id)).counts).toMatchObject({ open: 2, done: 1 })
    expect((await readProject(labeler, id)).counts).toMatchObject({ open: 3, done: 0 })
    const told = await readDashboard(labeler, id)
    expect(told.wanted).toBe(3)
    expect(told.labels.map(({ shapes }) => shapes)).toEqual([0, 0])
    expect((await readDashboard(manager, id)).wanted).toBe(2)
    expect((await readProject(labeler, id)).goldShare).toBeNull()
    // Half of what is handed out is a known one as long as there is one: it comes before long.
    const seen = new Set<string>()
    for (let at = 0; at < 200 && !seen.has(known!); at++) {
      const { claim, task } = (await claimTask(labeler, id, { except: [] })) as { claim: { task: string }; task: { state: string; submitted: number } }
      expect(task).toMatchObject({ state: 'open', submitted: 0 })
      seen.add(claim.task)
      if (claim.task !== known) await db.execute(`delete from labeling_claims where task_id = '${claim.task}'`)
    }
    expect(seen).toContain(known)
    expect((await listImages(labeler, id, { state: 'open' })).images.map(({ task }) => task)).toContain(known)
    expect(await label(labeler, known!, dog)).toMatchObject({ state: 'done', submission: { extra: false } })
    const shown = (await listImages(labeler, id, { state: 'done' })).images.find(({ task }) => task === known)
    expect(shown).toMatchObject({ labels: [dog], gold: false, people: [] })
    expect((await readProject(labeler, id)).counts).toMatchObject({ open: 2, done: 1 })
    expect(await readOpinions(manager, known!)).toMatchObject({ result: [{ label: cat }], gold: true, opinions: [{ extra: true }] })
    const { people, checked, gold } = await readQuality(manager, id)
    expect(gold).toBe(1)
    expect(people).toMatchObject([{ gold: { score: 0, images: 1 } }])
    expect(checked).toMatchObject([{ task: known, against: 'gold', score: 0 }])
    await expect(reviewTask(manager, known!, { verdict: 'returned', comment: 'Again' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await unmarkGold(manager, known!)).toMatchObject({ gold: false, result: [{ label: cat }] })
  })

  it('count as done to everybody once nothing else is left, so that nobody can tell', async () => {
    const { manager, id, tasks, cat } = await project(1, 2)
    const labeler = await member(manager)
    await applyOperations(manager, tasks[0]!, { base: 0, operations: [put(cat, tag)] })
    await markGold(manager, tasks[0]!, { from: 'draft' })
    await label(labeler, tasks[1]!, cat)
    expect((await readProject(labeler, id)).counts).toMatchObject({ open: 0, done: 2 })
    expect(await claimTask(labeler, id)).toMatchObject({ claim: null, left: { images: 2, done: 2 } })
  })

  it('are for managers to say, and need an answer', async () => {
    const { manager, tasks } = await project()
    await expect(markGold(manager, tasks[0]!, { from: 'result' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(markGold(await member(manager), tasks[0]!, { from: 'draft' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(markGold(await testContext(db), tasks[0]!, { from: 'draft' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('where people differ', () => {
  it('the numbers name the image, and one opinion becomes the result', async () => {
    const { manager, id, tasks, cat, dog } = await project(2, 2)
    const [ann, ben] = [await member(manager), await member(manager)]
    for (const person of [ann, ben]) await label(person, tasks[0]!, cat)
    await label(ann, tasks[1]!, cat)
    await expect(resolveTask(manager, tasks[1]!, { take: 'merged' })).rejects.toMatchObject({ code: 'conflict' })
    await label(ben, tasks[1]!, dog)
    const before = await readQuality(manager, id)
    expect(before.agreement).toMatchObject({ images: 2, percent: 0.5 })
    expect(before.disagreements).toMatchObject([{ task: tasks[1], score: 0 }])
    expect(before.images).toMatchObject([{ task: tasks[1], gold: false }])
    const personOf = ({ actor }: Context) => (actor.kind === 'user' ? actor.id : '')
    expect(await resolveTask(manager, tasks[1]!, { take: 'opinion', person: personOf(ben) })).toMatchObject({ state: 'done', result: [{ label: dog }], reviews: [{ verdict: 'corrected' }] })
    const { people } = await readQuality(manager, id)
    expect(people.find((each) => each.id === personOf(ann))).toMatchObject({ review: { score: 0, images: 1 }, reviews: 1, returned: 0 })
    expect(people.find((each) => each.id === personOf(ben))).toMatchObject({ review: { score: 1, images: 1 } })
    await expect(resolveTask(ann, tasks[1]!, { take: 'merged' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readQuality(ann, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
