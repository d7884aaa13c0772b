import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from '@/lib/environments/list'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { answerThings } from '@/lib/labeling/assist/answer-things'
import { leastOf, limitsOf } from '@/lib/labeling/assist/measure'
import { readAssist } from '@/lib/labeling/assist/read-assist'
import { AssistReport } from '@/lib/labeling/assist/schema'
import { updateSettings } from '@/lib/labeling/assist/settings'
import { tendAssist } from '@/lib/labeling/assist/tend'
import { thoughtsOf } from '@/lib/labeling/assist/thoughts'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { readTask } from '@/lib/labeling/read-task'
import type { TaskView } from '@/lib/labeling/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import { submitTask } from '@/lib/labeling/submit-task'
import type { Lease } from '@/lib/protocol/messages'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testAgent, testArtifacts, testQueue, type TestAgent } from '../queue/support'
import { table } from './assist-support'
import { bareTasks, box } from './support'

type Row = [label: string, ...numbers: number[]]
interface Recorded {
  labeled: number
  report: Record<string, unknown>
  images: { boxes: Row[]; found: Row[] }[]
}

/**
 * What Train object detector said of 120 photographs of the blood-cell set BCCD after the boxes of eighty, in pixels of the
 * photographs: its real outputs, kept as they were.
 */
const recorded = JSON.parse(readFileSync(path.join(import.meta.dirname, 'recorded/cells.json'), 'utf8')) as Recorded
const report = AssistReport.parse(recorded.report)
const wanted = report.target
const labels = ['Platelets', 'RBC', 'WBC']
const ready = curatedEnvironments().filter(({ name }) => name === 'labels').map(({ lockHash }) => lockHash)

testArtifacts()
const database = await testDatabase()
const { db } = database
let agent: TestAgent
beforeAll(async () => void (agent = await testAgent(testQueue(database), database)))

interface Cells {
  id: string
  tasks: string[]
  label(name: string): string
  at(task: string): Recorded['images'][number]
}

const toShape = ([, ...numbers]: Row) => {
  const [x, y, width, height] = numbers.slice(-4) as [number, number, number, number]
  return box(x, y, Math.max(1, width), Math.max(1, height))
}

/** A project of the recorded photographs, whose images are rows alone; people have labeled the first eighty. */
async function cellsProject(ctx: Context): Promise<Cells> {
  const project = await createProject(ctx, { name: 'Cells', kinds: ['box'], labels: labels.map((name) => ({ name })) })
  await bareTasks(db, project.id, recorded.images.length)
  await db.execute(sql`update labeling_images set created_at = now() - interval '1 minute', width = 640, height = 480 where project_id = ${project.id}`)
  const rows = await db.execute<{ id: string }>(sql`select id from labeling_tasks where project_id = ${project.id} order by position`)
  const tasks = [...rows].map(({ id }) => id)
  const cells = { id: project.id, tasks, label: (name: string) => project.labels.find((label) => label.name === name)!.id, at: (task: string) => recorded.images[tasks.indexOf(task)]! }
  const given = tasks.slice(0, recorded.labeled).map((task) => ({ task, result: cells.at(task).boxes.map((row, at) => annotation(cells, row, `given-${at}`)) }))
  await db.execute(sql`update labeling_tasks t set state = 'done', submitted = 1, done_at = now(), result = g.result from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) g(task uuid, result jsonb) where t.id = g.task`)
  return cells
}

const annotation = (cells: Cells, row: Row, id: string): Annotation => ({ id, label: cells.label(row[0]), shape: toShape(row), attributes: {}, z: 0, locked: false, hidden: false, source: { by: 'person' } })

/** Does the steps of runs as an agent does, with the recorded outputs. Returns the nodes that ran, and what the learning step was given. */
async function work(ctx: Context, cells: Cells): Promise<string[]> {
  const nodes: string[] = []
  for (let idle = 0; idle < 2; ) {
    await tendAssist(ctx.db)
    const leases = await agent.claim(10, { python: true, ready })
    idle = leases.length === 0 ? idle + 1 : 0
    for (const lease of leases) {
      nodes.push(lease.step.node)
      await agent.succeed(lease, { outputs: await outputs(lease, cells) })
    }
  }
  return nodes
}

async function outputs(lease: Lease, cells: Cells) {
  const found = cells.tasks.map((image) => ({ image, group: 0, found: JSON.stringify(cells.at(image).found.map(([label, confidence, x, y, width, height]) => ({ label, confidence, x, y, width, height }))) }))
  const made: Record<string, () => Promise<{ digest: string; size: number }>> = {
    predictions: () => table('SELECT image, found FROM rows', found),
    table: () => table('SELECT image, "group"::INTEGER AS "group" FROM rows', found),
    report: () => artifactStore().write(Readable.from([JSON.stringify(recorded.report)])),
    model: () => artifactStore().write(Readable.from(['as many bytes as it takes'])),
  }
  return Object.fromEntries(await Promise.all(lease.outputs.map(async ({ port, type }) => [port, { type, ...(await made[port]!()), meta: { rows: found.length } }] as const)))
}

/** A person takes the next image and submits what `answer` gives. */
async function answer(ctx: Context, cells: Cells, give: (task: TaskView) => Annotation[]): Promise<TaskView> {
  const { claim, task } = (await claimTask(ctx, cells.id)) as { claim: { id: string }; task: TaskView }
  const operations = give(task).map((annotation, at) => ({ id: `${task.id.slice(0, 18)}-${at}`, kind: 'put' as const, annotation }))
  const { revision } = await applyOperations(ctx, task.id, { claim: claim.id, base: task.revision, operations })
  await submitTask(ctx, task.id, { claim: claim.id, revision })
  return task
}

const taken = (proposal: Annotation): Annotation => ({ ...proposal, source: { by: 'person' } })

describe('a model that learns boxes', () => {
  it('proposes those that it is sure of, label by label, and knows what became of each', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const cells = await cellsProject(ctx)
    expect((await readAssist(ctx, cells.id)).state.kind).toBe('learning')
    await updateSettings(ctx, cells.id, { target: wanted })
    expect(await work(ctx, cells)).toEqual(['train'])

    const limits = limitsOf({ each: report.each.map((each) => ({ ...each, id: cells.label(each.name) })) }, wanted)
    const least = Math.min(...Object.values(limits))
    const view = await readAssist(ctx, cells.id)
    expect(view).toMatchObject({ learns: 'things', state: { kind: 'proposing', threshold: least }, labels: 80, next: 105, accepted: 0 })
    expect(view.each.map(({ name, id, threshold }) => [name, threshold ?? undefined, id])).toEqual(labels.map((name) => [name, limits[cells.label(name)], cells.label(name)]))
    expect(view.interval![0]).toBeLessThan(view.rounds[0]!.accuracy)
    expect(view.interval![1]).toBeGreaterThan(view.rounds[0]!.accuracy)

    const rows = await db.execute<{ id: string; proposals: Annotation[]; blind: boolean }>(sql`select t.id, t.proposals, d.blind from labeling_tasks t join labeling_predictions d on d.task_id = t.id where t.project_id = ${cells.id}`)
    for (const { id, proposals, blind } of rows) {
      const open = cells.tasks.indexOf(id) >= recorded.labeled && !blind
      const sure = open ? cells.at(id).found.filter(([label, confidence]) => confidence! >= (limits[cells.label(label)] ?? Infinity)) : []
      expect(proposals.map(({ label, shape }) => ({ label, shape }))).toEqual(sure.map((row) => ({ label: cells.label(row[0]), shape: toShape(row) })))
    }
    // Proposals are no labels.
    expect(view.proposed).toBe([...rows].filter(({ proposals }) => proposals.length > 0).length)

    // The first is taken as it is, the second a little lower, the others are left.
    const lower = ({ shape, ...rest }: Annotation): Annotation => ({ ...rest, shape: shape.kind === 'box' ? { ...shape, y: shape.y + 1 } : shape })
    let count = 0
    // By chance the queue would begin with images that hide theirs.
    await db.execute(sql`update labeling_tasks set priority = 1 where project_id = ${cells.id} and proposals <> '[]'::jsonb`)
    for (let at = 0; at < 6; at++) {
      const { proposals } = await answer(ctx, cells, (task) => [...task.proposals.slice(0, 1).map(taken), ...task.proposals.slice(1, 2).map(taken).map(lower)])
      count += proposals.length
    }
    const { things, sure } = await readAssist(ctx, cells.id)
    expect(things.accepted + things.corrected + things.rejected).toBe(count)
    expect(things.accepted).toBeGreaterThan(0)
    expect(sure.answers).toBeGreaterThanOrEqual(count)
    expect(sure.right).toBe(things.accepted + things.corrected)
  })

  it('takes another precision at once, never finishes an image by itself, and stops where people see it otherwise', { timeout: 240_000 }, async () => {
    const ctx = await testContext(db)
    const cells = await cellsProject(ctx)
    await updateSettings(ctx, cells.id, { target: wanted })
    await work(ctx, cells)
    const before = await readAssist(ctx, cells.id)
    const lax = await updateSettings(ctx, cells.id, { target: 0.5 })
    expect(lax.state).toEqual({ kind: 'proposing', threshold: leastOf({ ...report, each: report.each.map((each) => ({ ...each, id: each.name })) }, 0.5) })
    expect(lax.each.flatMap(({ recall }) => recall ?? 0).reduce((sum, recall) => sum + recall, 0)).toBeGreaterThan(before.each.flatMap(({ recall }) => recall ?? 0).reduce((sum, recall) => sum + recall, 0))
    const strict = await updateSettings(ctx, cells.id, { target: 0.99 })
    expect(strict.state).toMatchObject({ kind: 'unsure', reason: expect.stringContaining('for which 299 must be right in a row at least') })
    expect(strict.proposed).toBe(0)
    expect((await updateSettings(ctx, cells.id, { target: wanted, autoAccept: true })).accepted).toBe(0)

    for (let at = 0; at < 30 && (await readAssist(ctx, cells.id)).state.kind === 'proposing'; at++) await answer(ctx, cells, () => [])
    const stopped = await readAssist(ctx, cells.id)
    expect(stopped).toMatchObject({ state: { kind: 'stopped', reason: expect.stringMatching(/^Of the last \d+ boxes that it was sure of, people agreed with 0/) }, proposed: 0 })
    const [some] = [...(await db.execute<{ id: string }>(sql`select id from labeling_tasks where project_id = ${cells.id} and state = 'open' limit 1`))]
    expect((await readTask(ctx, some!.id)).proposals).toEqual([])
  })
})

describe('what a run says of images', () => {
  it('is boxes, and outlines as polygons or masks, of labels that are still there', async () => {
    const square = [[10, 10], [30, 10], [30, 40], [10, 40]]
    const sides = { x: 10, y: 10, width: 20, height: 30 }
    const found = [{ label: 'card', confidence: 0.9, ...sides }, { label: 'coin', confidence: 0.8, ...sides, outline: [square, [[12, 12], [18, 12], [15, 18]]] }, { label: 'blot', confidence: 0.7, ...sides, outline: [square] }, { label: 'gone', confidence: 0.6, ...sides }]
    const { digest } = await table('SELECT image, found FROM rows', [{ image: 'one', found: JSON.stringify(found) }])
    const [thought] = await thoughtsOf(digest, 'things', { id: (name) => (name === 'gone' ? undefined : name) }, (label) => (label === 'blot' ? 'mask' : 'polygon'))
    expect(thought!.several).toEqual([
      { label: 'card', confidence: 0.9, shape: { kind: 'box', ...sides, angle: 0 } },
      { label: 'coin', confidence: 0.8, shape: { kind: 'polygon', points: square, holes: [[[12, 12], [18, 12], [15, 18]]] } },
      { label: 'blot', confidence: 0.7, shape: { kind: 'mask', ...sides, counts: [0, 600] } },
    ])
  })
})

describe('what became of proposals', () => {
  const proposal = (id: string, label = 'cell', shape = box()): Annotation => ({ id, label, shape, attributes: {}, z: 0, locked: false, hidden: false, source: { by: 'model', model: 'm', confidence: 0.9 } })
  const sure = [{ label: 'cell', confidence: 0.9, shape: box() }]

  it('is told by the id that it keeps, and right by what is there in the end', () => {
    const [one] = [proposal('one')]
    expect(answerThings(sure, [one], [taken(one)])).toEqual({ sure: 1, right: 1, accepted: 1, corrected: 0, rejected: 0 })
    expect(answerThings(sure, [one], [{ ...taken(one), shape: box(12, 10, 20, 30) }])).toEqual({ sure: 1, right: 1, accepted: 0, corrected: 1, rejected: 0 })
    expect(answerThings(sure, [one], [{ ...taken(one), shape: box(200, 200) }])).toEqual({ sure: 1, right: 0, accepted: 0, corrected: 1, rejected: 0 })
    expect(answerThings(sure, [one], [{ ...taken(one), label: 'other' }])).toEqual({ sure: 1, right: 0, accepted: 0, corrected: 1, rejected: 0 })
    // Drawn anew at the same place.
    expect(answerThings(sure, [one], [{ ...taken(one), id: 'mine' }])).toEqual({ sure: 1, right: 1, accepted: 0, corrected: 0, rejected: 1 })
    // Hidden from a person who was to answer without it.
    expect(answerThings(sure, [], [{ ...taken(one), id: 'mine' }])).toEqual({ sure: 1, right: 1, accepted: 0, corrected: 0, rejected: 0 })
  })

  it('counts each of people’s shapes once', () => {
    const twice = [...sure, { label: 'cell', confidence: 0.8, shape: box(11) }]
    expect(answerThings(twice, [], [taken(proposal('mine'))])).toMatchObject({ sure: 2, right: 1 })
  })

  it('is the same for labels of the whole image whoever put them there', () => {
    const tag = proposal('one', 'cell', { kind: 'tag' } as never)
    expect(answerThings([{ label: 'cell', confidence: 0.9 }], [tag], [{ ...taken(tag), id: 'mine' }])).toEqual({ sure: 1, right: 1, accepted: 1, corrected: 0, rejected: 0 })
  })
})
