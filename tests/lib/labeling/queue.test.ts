import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { releaseTask, skipTask } from '@/lib/labeling/leave-task'
import { readProject } from '@/lib/labeling/read-project'
import { submitTask } from '@/lib/labeling/submit-task'
import { updateProject } from '@/lib/labeling/update-project'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { bareTasks, member, put, timePasses } from './support'

// As the routes of labelers have it.
const { prepared: db } = await testDatabase({ max: 25 })

async function project(overlap = 1, tasks = 3) {
  const manager = await testContext(db)
  const made = await createProject(manager, { name: 'Cells', kinds: ['box'], overlap, labels: [{ name: 'cell' }] })
  return { manager, id: made.id, label: made.labels[0]!.id, tasks: await bareTasks(db, made.id, tasks, overlap) }
}

describe('fifty people at once', () => {
  for (const overlap of [1, 3])
    it(`label each of 150 images ${overlap === 1 ? 'once' : 'three times'}, and those that somebody walked away from too`, { timeout: 180_000 }, async () => {
      const { manager, id, label, tasks } = await project(overlap, 150)
      const people = await Promise.all(Array.from({ length: 50 }, () => member(manager)))
      const atOnce = new Map<string, number>()
      let most = 0
      // Every fifth person takes one image and is never heard of again.
      const gone = people.filter((_, index) => index % 5 === 0)
      await Promise.all(gone.map((person) => claimTask(person, id)))
      const work = async (person: (typeof people)[number]) => {
        for (;;) {
          const { claim } = await claimTask(person, id)
          if (!claim) return
          const now = (atOnce.get(claim.task) ?? 0) + 1
          atOnce.set(claim.task, now)
          most = Math.max(most, now)
          const { revision } = await applyOperations(person, claim.task, { claim: claim.id, base: 0, operations: [put(label)] })
          atOnce.set(claim.task, atOnce.get(claim.task)! - 1)
          await submitTask(person, claim.task, { claim: claim.id, revision })
        }
      }
      const rest = people.filter((person) => !gone.includes(person))
      await Promise.all(rest.map(work))
      const between = await readProject(manager, id)
      expect(between.counts.open).toBeGreaterThan(0)
      expect(between.counts.open).toBeLessThanOrEqual(gone.length)
      await timePasses(db, 301)
      await Promise.all(rest.map(work))
      expect(most).toBeLessThanOrEqual(overlap)
      const rows = await db.execute<{ n: number; extra: number }>(sql`select count(*)::int as n, count(*) filter (where extra)::int as extra from labeling_submissions where project_id = ${id} group by task_id`)
      expect([...rows].map(({ n }) => n)).toEqual(tasks.map(() => overlap))
      expect([...rows].every(({ extra }) => extra === 0)).toBe(true)
      expect((await readProject(manager, id)).counts).toMatchObject({ images: 150, open: 0, done: 150 })
    })
})

describe('a claim', () => {
  it('is found again by the same person in a second tab, and a further one is given to a tab that fetches ahead', async () => {
    const { manager, id } = await project()
    const first = await claimTask(manager, id)
    const again = await claimTask(manager, id)
    expect(again.claim?.id).toBe(first.claim!.id)
    const ahead = await claimTask(manager, id, { except: [first.claim!.id] })
    expect(ahead.claim?.task).not.toBe(first.claim!.task)
  })

  it('goes by priority, then by age', async () => {
    const { manager, id, tasks } = await project()
    await db.execute(sql`update labeling_tasks set priority = 5 where id = ${tasks[2]!}`)
    expect((await claimTask(manager, id)).claim?.task).toBe(tasks[2])
    expect((await claimTask(await member(manager), id)).claim?.task).toBe(tasks[0])
  })

  it('is renewed by work, and ends by itself five minutes after it', async () => {
    const { manager, id, tasks, label } = await project(1, 1)
    const other = await member(manager)
    await claimTask(manager, id)
    await timePasses(db, 290)
    await applyOperations(manager, tasks[0]!, { base: 0, operations: [put(label)] })
    await timePasses(db, 290)
    const busy = await claimTask(other, id)
    expect(busy).toMatchObject({ claim: null, left: { images: 1, done: 0, held: [{ by: manager.actor.name, tasks: 1 }] } })
    await timePasses(db, 11)
    expect((await claimTask(other, id)).claim?.task).toBe(tasks[0])
  })

  it('is given back by leaving, and a skipped image goes to others only', async () => {
    const { manager, id, tasks } = await project(1, 1)
    const other = await member(manager)
    await claimTask(manager, id)
    await releaseTask(manager, tasks[0]!)
    expect((await claimTask(other, id)).claim?.task).toBe(tasks[0])
    await skipTask(other, tasks[0]!)
    expect(await claimTask(other, id)).toMatchObject({ claim: null, left: { skippedByYou: 1, held: [] } })
    expect((await claimTask(manager, id)).claim?.task).toBe(tasks[0])
  })

  it('is refused while the project is paused, and to viewers and strangers', async () => {
    const { manager, id } = await project()
    await updateProject(manager, id, { state: 'paused' })
    expect(await claimTask(manager, id)).toMatchObject({ claim: null, left: { paused: true } })
    await updateProject(manager, id, { state: 'active' })
    await expect(claimTask(await member(manager, 'viewer'), id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(claimTask(await testContext(db), id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('work after the claim has ended', () => {
  it('takes the slot again where it is free', async () => {
    const { manager, id, tasks, label } = await project(1, 1)
    await claimTask(manager, id)
    await timePasses(db, 301)
    const kept = await applyOperations(manager, tasks[0]!, { base: 0, operations: [put(label)] })
    expect(kept).toMatchObject({ revision: 1, extra: false })
    expect(kept.claim).not.toBeNull()
  })

  it('is kept as a further opinion where it is not, and counts after all when the other gives up', async () => {
    const { manager, id, tasks, label } = await project(1, 1)
    const other = await member(manager)
    await claimTask(manager, id)
    await timePasses(db, 301)
    await claimTask(other, id)
    expect(await applyOperations(manager, tasks[0]!, { base: 0, operations: [put(label)] })).toMatchObject({ revision: 1, claim: null, extra: true })
    expect(await submitTask(manager, tasks[0]!, { revision: 1 })).toMatchObject({ state: 'open', submission: { extra: true } })
    await releaseTask(other, tasks[0]!)
    expect(await claimTask(manager, id)).toMatchObject({ claim: null, left: { done: 1 } })
  })
})
