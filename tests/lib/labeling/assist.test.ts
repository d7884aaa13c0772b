import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { claimTask } from '@/lib/labeling/claim-task'
import { nextOrder } from '@/lib/labeling/assist/next-order'
import { isWorthKeeping } from '@/lib/labeling/assist/take-in'
import { lowerBound, neededFor, reasonToStop, thresholdAt, upperBound } from '@/lib/labeling/assist/measure'
import { readAssist } from '@/lib/labeling/assist/read-assist'
import { reopen, updateSettings } from '@/lib/labeling/assist/settings'
import { tendAssist } from '@/lib/labeling/assist/tend'
import { createProject } from '@/lib/labeling/create-project'
import { readProject } from '@/lib/labeling/read-project'
import type { TaskView } from '@/lib/labeling/schema'
import type { Context } from '@/lib/context'
import { searchVersions } from '@/lib/registry/versions'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testAgent, testArtifacts, testQueue, type TestAgent } from '../queue/support'
import { digitsProject, label, labeled, recorded, work, type Digits } from './assist-support'
import { member } from './support'

testArtifacts()
const database = await testDatabase()
const { db } = database
let agent: TestAgent
beforeAll(async () => void (agent = await testAgent(testQueue(database), database)))

const sure = (digits: Digits, task: string) => digits.said(task).confidence >= recorded.report.threshold
const proposed = ({ proposals: [proposal] }: TaskView) => (proposal?.source.by === 'model' ? proposal.label : null)

/** A project whose model has learned from fifty labels. */
async function learned(ctx: Context, name?: string): Promise<Digits> {
  const digits = await digitsProject(ctx, name)
  await labeled(ctx, digits, recorded.labeled)
  await work(ctx, agent, digits)
  return digits
}

describe('a model that learns from labels', () => {
  it('proposes what it is sure of, and its accuracy is what the truth says, in every kind of answer', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await digitsProject(ctx)
    expect((await readAssist(ctx, digits.id)).state).toEqual({ kind: 'gathering', missing: 50 })
    expect(await work(ctx, agent, digits)).toEqual(['embed', 'group'])
    await labeled(ctx, digits, 49)
    expect(await work(ctx, agent, digits)).toEqual([])
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    await label(ctx, digits, 1)
    vi.restoreAllMocks()
    expect(await work(ctx, agent, digits)).toEqual(['train'])

    const rest = digits.tasks.slice(recorded.labeled)
    const before = await readAssist(ctx, digits.id)
    expect(before).toMatchObject({ state: { kind: 'proposing', threshold: recorded.report.threshold }, labels: 50, next: 75, all: { answers: 0 } })
    const rows = await db.execute<{ id: string; proposals: { label: string }[]; blind: boolean }>(sql`select t.id, t.proposals, d.blind from labeling_tasks t join labeling_predictions d on d.task_id = t.id where t.project_id = ${digits.id}`)
    for (const { id, proposals, blind } of rows) {
      const wanted = rest.includes(id) && sure(digits, id) && !blind
      expect(proposals.map((each) => each.label)).toEqual(wanted ? [digits.labels.get(digits.said(id).predicted)] : [])
    }
    expect(before.proposed).toBe([...rows].filter(({ proposals }) => proposals.length > 0).length)
    // Proposals are no labels.
    expect((await readProject(ctx, digits.id)).counts).toMatchObject({ done: 50, open: 250 })

    // Twenty-four more: with the twenty-fifth it would learn again.
    const seen = await label(ctx, digits, 24)
    const right = (tasks: TaskView[]) => ({ answers: tasks.length, right: tasks.filter(({ id }) => digits.said(id).predicted === digits.truth(id)).length })
    const after = await readAssist(ctx, digits.id)
    expect(after.all).toMatchObject(right(seen))
    expect(after.sure).toMatchObject(right(seen.filter(({ id }) => sure(digits, id))))
    expect(after.blind).toMatchObject(right(seen.filter((task) => sure(digits, task.id) && proposed(task) === null)))
    expect(after.sure.share).toBe(after.sure.right / after.sure.answers)
    expect(await work(ctx, agent, digits)).toEqual([])
    await label(ctx, digits, 1)
    expect(await work(ctx, agent, digits)).toEqual(['train'])
    expect((await readAssist(ctx, digits.id)).rounds).toHaveLength(2)
  })

  it('stops by itself where people agree too seldom, and gives back what it had accepted', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await learned(ctx)
    await updateSettings(ctx, digits.id, { autoAccept: true, auditShare: 0.25 })
    const accepted = await readAssist(ctx, digits.id)
    const sures = digits.tasks.slice(recorded.labeled).filter((task) => sure(digits, task))
    const rows = await db.execute<{ task: string }>(sql`select task_id as task from labeling_predictions where project_id = ${digits.id} and blind`)
    const audited = new Set([...rows].map(({ task }) => task))
    expect(accepted.accepted).toBe(sures.filter((task) => !audited.has(task)).length)
    expect(accepted.accepted / sures.length).toBeGreaterThan(0.6)
    expect(accepted.accepted / sures.length).toBeLessThan(0.9)
    expect((await readProject(ctx, digits.id)).counts.done).toBe(50 + accepted.accepted)
    // The model's labels are not learned from.
    expect(accepted.labels).toBe(50)

    // People say something else wherever they are asked about what it was sure of.
    const wrong = (task: TaskView) => String((Number(digits.said(task.id).predicted) + 1) % 10)
    let answers = 0
    while (!(await readAssist(ctx, digits.id)).state.kind.startsWith('stop')) {
      const [task] = await label(ctx, digits, 1, wrong)
      expect(task).toBeDefined()
      if (sure(digits, task!.id)) answers++
    }
    expect(answers).toBe(10)
    const stopped = await readAssist(ctx, digits.id)
    expect(stopped.state).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('people agreed with 0: 0%') })
    expect(stopped.state).toMatchObject({ reason: expect.stringContaining(`The ${accepted.accepted} images that were accepted without a person are to be labeled by people.`) })
    expect(stopped).toMatchObject({ proposed: 0, accepted: 0 })
    expect((await readProject(ctx, digits.id)).counts).toMatchObject({ open: 250 - answers - (stopped.all.answers - answers) })
  })

  it('is off where the project is made without it', async () => {
    const ctx = await testContext(db)
    const made = (assist?: boolean) => createProject(ctx, { name: `Leaves ${assist}`, kinds: ['tag'], labels: [{ name: 'oak' }, { name: 'elm' }], ...(assist !== undefined && { assist }) })
    expect((await readAssist(ctx, (await made(false)).id)).state).toEqual({ kind: 'off' })
    expect((await readAssist(ctx, (await made()).id)).settings).toEqual({ on: true, target: 0.9, autoAccept: false, auditShare: 0.1 })
  })

  it('takes another precision, off, and on again at once, and gives images back when a manager says so', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await learned(ctx)
    const { proposed: some } = await readAssist(ctx, digits.id)
    const lax = await updateSettings(ctx, digits.id, { target: 0.6 })
    const stricter = thresholdAt(recorded.report.curve as never, 0.6)!
    expect(lax.state).toEqual({ kind: 'proposing', threshold: stricter })
    expect(lax.proposed).toBeGreaterThan(some)
    expect((await updateSettings(ctx, digits.id, { target: 0.99 })).state.kind).toBe('unsure')
    expect(await updateSettings(ctx, digits.id, { target: 0.9 })).toMatchObject({ proposed: some })
    expect(await updateSettings(ctx, digits.id, { on: false })).toMatchObject({ proposed: 0, state: { kind: 'off' } })
    expect(await updateSettings(ctx, digits.id, { on: true })).toMatchObject({ proposed: some, state: { kind: 'proposing' } })
    const { accepted } = await updateSettings(ctx, digits.id, { autoAccept: true })
    expect(accepted).toBe(some)
    expect(await reopen(ctx, digits.id)).toEqual({ images: some })
    expect((await readProject(ctx, digits.id)).counts).toMatchObject({ done: 50, open: 250 })
    const labeler = await member(ctx)
    await expect(updateSettings(labeler, digits.id, { autoAccept: true })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reopen(labeler, digits.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readAssist(await testContext(db), digits.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('hands out what to confirm, what it is unsure of, and what chance draws, and is kept in the registry', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await learned(ctx)
    const orders = [0, 0.59, 0.61, 0.89, 0.91, 0.999].map((drawn) => nextOrder(db, digits.id, () => drawn))
    expect(await Promise.all(orders)).toEqual(['confirm', 'confirm', 'uncertain', 'uncertain', 'random', 'random'])
    const first = async (drawn: number) => {
      vi.spyOn(Math, 'random').mockReturnValueOnce(drawn)
      const { task } = (await claimTask(await member(ctx), digits.id)) as { task: TaskView }
      vi.restoreAllMocks()
      return task
    }
    const rest = digits.tasks.slice(recorded.labeled)
    expect(proposed(await first(0))).not.toBeNull()
    // What nobody can be shown to be right of is not proposed, and there is nothing to confirm.
    await updateSettings(ctx, digits.id, { target: 0.99 })
    expect(await nextOrder(db, digits.id, () => 0)).toBe('first')
    await updateSettings(ctx, digits.id, { target: recorded.report.target as number })
    expect(await nextOrder(db, digits.id, () => 0)).toBe('confirm')
    const rows = await db.execute<{ task: string }>(sql`select d.task_id as task from labeling_predictions d join labeling_tasks t on t.id = d.task_id where d.project_id = ${digits.id} and t.proposals = '[]'::jsonb and t.state = 'open'`)
    const bare = [...rows].map(({ task }) => digits.said(task).margin)
    expect(digits.said((await first(0.7)).id).margin).toBe(Math.min(...bare))
    const drawn = await first(0.95)
    expect(rest).toContain(drawn.id)
    expect(drawn.proposals).toEqual([])

    const { model, rounds } = await readAssist(ctx, digits.id)
    expect([model, rounds[0]!.modelVersion]).toEqual(['Labels of Digits', 1])
    expect((await searchVersions(ctx, {})).rows).toMatchObject([{ version: 1, description: expect.stringContaining('Learned from 50 labels; 86.0% of them right') }])
  })

  it('is given first what few labels tell most of, and something by chance', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await digitsProject(ctx)
    const orders = () => Promise.all([0, 0.89, 0.91].map((drawn) => nextOrder(db, digits.id, () => drawn)))
    expect(await orders()).toEqual(['plain', 'plain', 'plain'])
    await work(ctx, agent, digits)
    expect(await orders()).toEqual(['first', 'first', 'random'])
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const seen = await label(ctx, digits, 3)
    vi.restoreAllMocks()
    expect(seen.map(({ id }) => id)).toEqual(digits.tasks.slice(recorded.labeled - 3, recorded.labeled).reverse())
    await updateSettings(ctx, digits.id, { on: false })
    expect(await orders()).toEqual(['plain', 'plain', 'plain'])
  })

  it('is looked at only where something came in, also when a studio died in between', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const digits = await learned(ctx)
    const arrivals = async () => (await db.execute<{ n: number }>(sql`select count(*)::int as n from labeling_arrivals where project_id = ${digits.id}`))[0]!.n
    expect(await arrivals()).toBe(0)
    await labeled(ctx, digits, recorded.labeled + 24)
    expect(await arrivals()).toBeGreaterThan(0)
    await tendAssist(db)
    expect(await arrivals()).toBe(0)
    // The twenty-fifth is settled and nobody looks: another studio finds it.
    await label(ctx, digits, 1)
    expect(await arrivals()).toBe(1)
    expect(await work(ctx, agent, digits)).toEqual(['train'])
    expect(await arrivals()).toBe(0)
  })
})

describe('the measure', () => {
  it('bounds shares as Wilson does', () => {
    // SciPy's binomtest(45, 50).proportion_ci(0.9, 'wilson'), and of 7 in 10.
    expect([lowerBound(45, 50), upperBound(45, 50), upperBound(7, 10)].map((bound) => bound.toFixed(9))).toEqual(['0.808462486', '0.950470966', '0.873123416'])
    expect([lowerBound(0, 0), upperBound(0, 0)]).toEqual([0, 1])
  })

  it('takes the smallest confidence down to which the bound holds all the way, from a start that is told by the numbers alone', () => {
    const curve = (...points: [images: number, lowerBound: number][]) => points.map(([images, lowerBound]) => ({ confidence: 1 - images / 1000, images, coverage: images / 100, precision: 1, lowerBound }))
    // Of a hundred, the first 46.4 are the start at 90%: with fewer, one that is wrong would be one too many.
    expect(thresholdAt(curve([20, 0.99], [46, 0.5], [50, 0.92], [70, 0.91], [80, 0.89], [100, 0.95]), 0.9)).toBeCloseTo(0.93, 9)
    expect(thresholdAt(curve([20, 0.99], [40, 0.99], [50, 0.89], [70, 0.95]), 0.9)).toBeNull()
    expect([neededFor(0.9), neededFor(0.8), neededFor(0.99)]).toEqual([29, 14, 299])
  })

  it('stops for a certain miss after ten answers, and for doubt after twenty', () => {
    expect(reasonToStop({ answers: 9, right: 0 }, 0.9)).toBeNull()
    expect(reasonToStop({ answers: 10, right: 8 }, 0.9)).toBeNull()
    expect(reasonToStop({ answers: 10, right: 7 }, 0.9)).toContain('it is right 87% of the time at most')
    expect(reasonToStop({ answers: 20, right: 19 }, 0.9)).toBeNull()
    expect(reasonToStop({ answers: 20, right: 17 }, 0.9)).toContain('people agreed with 17: 85%')
    expect(reasonToStop({ answers: 50, right: 46 }, 0.9)).toBeNull()
  })

  it('keeps a model that is better, or that learned from half as many labels again', () => {
    const round = (labels: number, loss: number) => ({ labels, report: { loss } as never })
    expect(isWorthKeeping(round(50, 1), [])).toBe(true)
    expect(isWorthKeeping(round(74, 1.1), [round(50, 1)])).toBe(false)
    expect(isWorthKeeping(round(75, 1.1), [round(50, 1)])).toBe(true)
    expect(isWorthKeeping(round(60, 0.9), [round(50, 1)])).toBe(true)
  })
})
