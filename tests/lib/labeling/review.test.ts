import { describe, expect, it } from 'vitest'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { readProject } from '@/lib/labeling/read-project'
import { readOpinions, reviewTask, startCorrection } from '@/lib/labeling/review-task'
import { submitTask } from '@/lib/labeling/submit-task'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { bareTasks, box, member, put } from './support'

const { db } = await testDatabase()

async function labeled(reviewShare = 1) {
  const manager = await testContext(db)
  const made = await createProject(manager, { name: 'Cells', kinds: ['box'], reviewShare, labels: [{ name: 'cell' }] })
  const [id] = await bareTasks(db, made.id, 1)
  const labeler = await member(manager)
  await claimTask(labeler, made.id)
  const drawn = put(made.labels[0]!.id)
  await applyOperations(labeler, id!, { base: 0, operations: [drawn] })
  const task = await submitTask(labeler, id!, { revision: 1 })
  return { manager, labeler, project: made.id, label: made.labels[0]!.id, id: id!, drawn: drawn.annotation, task }
}

describe('review', () => {
  it('sees what was drawn, and accepts it', async () => {
    const { manager, id, drawn, task, labeler, project } = await labeled()
    expect(task.state).toBe('review')
    expect(await readOpinions(manager, id)).toMatchObject({ state: 'review', result: [drawn], opinions: [{ by: labeler.actor.name, annotations: [drawn] }], reviews: [] })
    expect(await reviewTask(manager, id, { verdict: 'accepted' })).toMatchObject({ state: 'done' })
    expect((await readProject(manager, project)).counts).toMatchObject({ done: 1, review: 0 })
  })

  it('sends it back with a comment to whoever labeled it, who gets it first, and then reviews it again', async () => {
    const { manager, labeler, project, id, label } = await labeled(0.0001)
    await bareTasks(db, project, 2)
    await expect(reviewTask(manager, id, { verdict: 'returned' })).rejects.toMatchObject({ code: 'invalid' })
    await reviewTask(manager, id, { verdict: 'returned', comment: 'One cell is missing.' })
    const again = await claimTask(labeler, project)
    expect(again).toMatchObject({ claim: { task: id }, task: { state: 'open', annotations: [{}], submission: { verdict: 'returned', comment: 'One cell is missing.' } } })
    await applyOperations(labeler, id, { base: 1, operations: [put(label, box(50, 50, 9, 9))] })
    expect(await submitTask(labeler, id, { revision: 2 })).toMatchObject({ state: 'review', submission: { verdict: 'none' } })
  })

  it('corrects it in a draft of the reviewer’s own, and what was there before stays', async () => {
    const { manager, labeler, id, label, drawn } = await labeled()
    const started = await startCorrection(manager, id)
    expect(started.annotations).toEqual([drawn])
    const added = put(label, box(60, 5, 9, 9))
    await applyOperations(manager, id, { base: started.revision, operations: [added] })
    await reviewTask(manager, id, { verdict: 'corrected' })
    const seen = await readOpinions(manager, id)
    expect(seen.result!.map((annotation) => annotation.id).sort()).toEqual([drawn.id, added.annotation.id].sort())
    expect(seen.opinions).toMatchObject([{ by: labeler.actor.name, annotations: [drawn], verdict: 'corrected' }])
  })

  it('is for those who manage the project, and for images that are labeled', async () => {
    const { manager, labeler, project, id } = await labeled()
    await expect(reviewTask(labeler, id, { verdict: 'accepted' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readOpinions(labeler, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reviewTask(await testContext(db), id, { verdict: 'accepted' })).rejects.toMatchObject({ code: 'not_found' })
    const [open] = await bareTasks(db, project, 1)
    await expect(reviewTask(manager, open!, { verdict: 'accepted' })).rejects.toMatchObject({ code: 'conflict' })
  })
})
