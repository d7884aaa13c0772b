import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { updateLabel } from '@/lib/labeling/change-labels'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { readTask } from '@/lib/labeling/read-task'
import { submitTask } from '@/lib/labeling/submit-task'
import { readHistory, readRemoved, restoreAnnotation } from '@/lib/labeling/task-history'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { bareTasks, box, member, put, remove } from './support'

const { db } = await testDatabase()

async function task() {
  const manager = await testContext(db)
  const made = await createProject(manager, { name: 'Cells', kinds: ['box'], labels: [{ name: 'cell' }] })
  const [id] = await bareTasks(db, made.id, 1)
  return { manager, project: made.id, label: made.labels[0]!.id, id: id! }
}

describe('edits', () => {
  it('are kept once however often they are sent, also at once', async () => {
    const { manager, id, label } = await task()
    const operations = [put(label), put(label), put(label)]
    const answers = await Promise.all(Array.from({ length: 8 }, () => applyOperations(manager, id, { base: 0, operations })))
    for (const answer of answers) expect(answer).toMatchObject({ revision: 3, known: operations.map((operation) => operation.id) })
    expect((await readTask(manager, id)).annotations).toHaveLength(3)
  })

  it('are the person’s own, whoever is said to have made them', async () => {
    const { manager, id, label } = await task()
    const forged = put(label)
    await applyOperations(manager, id, { base: 0, operations: [{ ...forged, annotation: { ...forged.annotation, source: { by: 'model', model: 'Cells 3', confidence: 1 } } }] })
    expect((await readTask(manager, id)).annotations).toMatchObject([{ source: { by: 'person' } }])
  })

  it('go on after an answer was lost, though their base is old', async () => {
    const { manager, id, label } = await task()
    const [first, second] = [put(label), put(label)]
    await applyOperations(manager, id, { base: 0, operations: [first] })
    expect(await applyOperations(manager, id, { base: 0, operations: [first, second] })).toMatchObject({ revision: 2 })
  })

  it('of a second tab on an old revision are refused with what is there, and can be sent again on it', async () => {
    const { manager, id, label } = await task()
    const theirs = put(label, box(1, 1, 5, 5))
    const mine = put(label, box(50, 50, 5, 5))
    await applyOperations(manager, id, { base: 0, operations: [theirs] })
    await expect(applyOperations(manager, id, { base: 0, operations: [mine] })).rejects.toMatchObject({ code: 'conflict', details: { revision: 1, annotations: [theirs.annotation], known: [] } })
    await applyOperations(manager, id, { base: 1, operations: [mine] })
    expect((await readTask(manager, id)).annotations.map((annotation) => annotation.id).sort()).toEqual([theirs.annotation.id, mine.annotation.id].sort())
  })

  it('with a label that was deleted meanwhile keep the shape', async () => {
    const { manager, project, id, label } = await task()
    await updateLabel(manager, project, label, { deleted: true })
    await applyOperations(manager, id, { base: 0, operations: [put(label)] })
    expect((await readTask(manager, id)).annotations).toMatchObject([{ label }])
  })

  it('stay in the history, from which a removed shape comes back', async () => {
    const { manager, id, label } = await task()
    const first = put(label)
    await applyOperations(manager, id, { base: 0, operations: [first, put(label, box(5, 5, 5, 5), first.annotation.id), remove(first.annotation.id)] })
    expect((await readTask(manager, id)).annotations).toEqual([])
    expect((await readHistory(manager, id, first.annotation.id)).map(({ revision, operation }) => [revision, operation.kind])).toEqual([[1, 'put'], [2, 'put'], [3, 'remove']])
    await restoreAnnotation(manager, id, 1)
    expect((await readTask(manager, id)).annotations).toEqual([first.annotation])
    await expect(restoreAnnotation(manager, id, 3)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('tell what was drawn and taken away again, the last first and as it was last, and nothing that is there or another’s', async () => {
    const { manager, id, label } = await task()
    const [kept, first, second] = [put(label), put(label), put(label)]
    const moved = put(label, box(5, 5, 5, 5), first.annotation.id)
    await applyOperations(manager, id, { base: 0, operations: [kept, first, second, moved, remove(first.annotation.id), remove(second.annotation.id)] })
    expect((await readRemoved(manager, id)).map(({ annotation }) => annotation)).toEqual([second.annotation, moved.annotation])
    await applyOperations(manager, id, { base: 6, operations: [{ ...put(label), annotation: second.annotation }] })
    expect((await readRemoved(manager, id)).map(({ annotation }) => annotation)).toEqual([moved.annotation])
    expect(await readRemoved(await member(manager), id)).toEqual([])
    await expect(readRemoved(await testContext(db), id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of one person are not seen by another', async () => {
    const { manager, id, label } = await task()
    await applyOperations(manager, id, { base: 0, operations: [put(label)] })
    expect(await readTask(await member(manager), id)).toMatchObject({ revision: 0, annotations: [] })
    await expect(readTask(await testContext(db), id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(applyOperations(await member(manager, 'viewer'), id, { base: 0, operations: [] })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(applyOperations(await testContext(db), id, { base: 0, operations: [put(label)] })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('may hold any text', async () => {
    const { manager, id, label } = await task()
    const odd = put(label)
    odd.annotation.attributes = { note: 'a\u0000b "c" \\u0000 ' }
    await applyOperations(manager, id, { base: 0, operations: [odd] })
    expect((await readTask(manager, id)).annotations[0]!.attributes).toEqual({ note: 'ab "c" \\u0000 ' })
  })
})

describe('submitting', () => {
  it('finishes what the studio has, and refuses while edits are missing', async () => {
    const { manager, project, id, label } = await task()
    await claimTask(manager, project)
    const drawn = put(label)
    await expect(submitTask(manager, id, { revision: 1 })).rejects.toMatchObject({ code: 'conflict' })
    await applyOperations(manager, id, { base: 0, operations: [drawn] })
    const done = await submitTask(manager, id, { revision: 1 })
    expect(done).toMatchObject({ state: 'done', claim: null, submission: { revision: 1, extra: false } })
    const [row] = await db.execute<{ result: unknown }>(sql`select result from labeling_tasks where id = ${id}`)
    expect(row!.result).toEqual([drawn.annotation])
    await submitTask(manager, id, { revision: 1 })
    expect([...(await db.execute(sql`select 1 from labeling_submissions where task_id = ${id}`))]).toHaveLength(1)
  })

  it('takes an image with nothing on it', async () => {
    const { manager, project, id } = await task()
    await claimTask(manager, project)
    expect(await submitTask(manager, id, { revision: 0 })).toMatchObject({ state: 'done' })
  })

  it('again after a correction of one’s own replaces the result', async () => {
    const { manager, id, label } = await task()
    await applyOperations(manager, id, { base: 0, operations: [put(label)] })
    await submitTask(manager, id, { revision: 1 })
    await applyOperations(manager, id, { base: 1, operations: [put(label)] })
    expect(await submitTask(manager, id, { revision: 2 })).toMatchObject({ state: 'done' })
    const [row] = await db.execute<{ n: number }>(sql`select jsonb_array_length(result) as n from labeling_tasks where id = ${id}`)
    expect(row!.n).toBe(2)
  })
})
