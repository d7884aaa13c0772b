import { eq, sql } from 'drizzle-orm'
import { labelingPredictions } from '@/db/schema'
import type { Thing } from '@/lib/labeling/assist/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import { byPerson } from './assist'
import type { Queryable } from './projects'

export type PredictionRow = typeof labelingPredictions.$inferSelect

export async function findPrediction(db: Queryable, taskId: string): Promise<PredictionRow | undefined> {
  const [row] = await db.select().from(labelingPredictions).where(eq(labelingPredictions.taskId, taskId))
  return row
}

/** Images that were not looked at yet, in their order, with what is to be looked at. */
export async function freshImages(db: Queryable, projectId: string, most: number): Promise<{ task: string; digest: string }[]> {
  const rows = await db.execute<{ task: string; digest: string }>(sql`
    select t.id as task, coalesce(i.thumb_digest, i.web_digest, i.digest) as digest from labeling_tasks t join labeling_images i on i.id = t.image_id
    where t.project_id = ${projectId} and t.state <> 'broken' and not exists (select 1 from labeling_predictions d where d.task_id = t.id)
    order by t.position limit ${most}`)
  return [...rows]
}

/** What people have settled on, of images that were looked at: the label of the whole image. */
export async function givenLabels(db: Queryable, projectId: string): Promise<{ task: string; label: string }[]> {
  const rows = await db.execute<{ task: string; label: string }>(sql`
    select t.id as task, t.result #>> '{0,label}' as label from labeling_tasks t join labeling_predictions d on d.task_id = t.id
    where t.project_id = ${projectId} and jsonb_array_length(t.result) > 0 and ${byPerson} order by t.position`)
  return [...rows]
}

/** Gives each image a place for what will be thought of it, where nobody asks which look alike. */
export async function putUngrouped(db: Queryable, projectId: string): Promise<void> {
  await db.execute(sql`
    insert into labeling_predictions (task_id, project_id, "group", blind)
    select t.id, t.project_id, 0, (hashtextextended(t.id::text, 11) & 1048575)::float8 / 1048576 < 0.1
    from labeling_tasks t where t.project_id = ${projectId} and t.state <> 'broken' on conflict do nothing`)
}

export interface LabeledTask {
  task: string
  result: Annotation[]
}

/** What people have settled on, of images that were looked at, where an image may have several labels or shapes: the newest `most`, by position. */
export async function givenThings(db: Queryable, projectId: string, most: number): Promise<LabeledTask[]> {
  const rows = await db.execute<{ task: string; result: Annotation[] }>(sql`
    select task, result from (
      select t.id as task, t.result, t.position from labeling_tasks t join labeling_predictions d on d.task_id = t.id
      where t.project_id = ${projectId} and ${byPerson} order by t.done_at desc nulls last, t.position limit ${most}) a order by position`)
  return [...rows]
}

export interface PictureRow extends Record<string, unknown> {
  task: string
  /** Of a picture that shows all of it, the image itself where that is not too large. */
  digest: string
  width: number
  height: number
}

/** Pixels of an image up to which it is looked at itself and not its thumbnail. */
const largest = 40_000_000
const pictures = sql`t.id as task, coalesce(case when i.width::bigint * i.height > ${largest} then i.thumb_digest end, i.web_digest, i.digest) as digest, i.width, i.height`

/** Pictures of these images, and of those that come next to be labeled, at most `most` of them. */
export async function picturesOf(db: Queryable, projectId: string, tasks: string[], most: number): Promise<PictureRow[]> {
  const rows = await db.execute<PictureRow>(sql`
    (select ${pictures} from labeling_tasks t join labeling_images i on i.id = t.image_id where t.project_id = ${projectId} and t.id = any(${sql.param(`{${tasks.join()}}`)}::uuid[]))
    union all
    (select ${pictures} from labeling_tasks t join labeling_images i on i.id = t.image_id join labeling_predictions d on d.task_id = t.id
      where t.project_id = ${projectId} and t.state = 'open' and t.submitted = 0 and t.id <> all(${sql.param(`{${tasks.join()}}`)}::uuid[]) order by t.priority desc, t.position limit ${most})`)
  return [...rows]
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`

/** Says which images look alike, and when to label each where no model has learned yet. What was thought of them stays. */
export async function putGroups(db: Queryable, projectId: string, groups: { task: string; group: number; turn: number | null }[]): Promise<void> {
  await db.execute(sql`
    insert into labeling_predictions (task_id, project_id, "group", turn, blind)
    select t.id, t.project_id, g."group", g.turn, (hashtextextended(t.id::text, 11) & 1048575)::float8 / 1048576 < 0.1
    from jsonb_to_recordset(${json(groups)}) g(task uuid, "group" int, turn int) join labeling_tasks t on t.id = g.task and t.project_id = ${projectId}
    on conflict (task_id) do update set "group" = excluded."group", turn = excluded.turn`)
}

export interface Thought {
  task: string
  /** Null where it was taken away meanwhile. */
  label: string | null
  confidence: number
  margin: number
  /** Null to keep the one before. */
  group: number | null
  /** Where there may be several: all, the surest first. */
  several: Thing[] | null
}

/** Says that a round thinks nothing of any image yet. */
export async function forgetThoughts(db: Queryable, projectId: string, roundId: string): Promise<void> {
  await db.execute(sql`update labeling_predictions set round_id = ${roundId}::uuid, label = null, confidence = null, margin = null, several = null where project_id = ${projectId}`)
}

/** Takes over what a round thinks of images. */
export async function putThoughts(db: Queryable, projectId: string, roundId: string, thoughts: Thought[]): Promise<void> {
  await db.execute(sql`
    update labeling_predictions d set round_id = ${roundId}::uuid, label = g.label, confidence = g.confidence, margin = g.margin, "group" = coalesce(g."group", d."group"), several = g.several
    from jsonb_to_recordset(${json(thoughts)}) g(task uuid, label text, confidence float8, margin float8, "group" int, several jsonb)
    where d.task_id = g.task and d.project_id = ${projectId}`)
}

const drawn = (share: number) => sql`(hashtextextended(d.task_id::text, 11) & 1048575)::float8 / 1048576 < ${share}::float8`

/** Draws the share (0 to 1) of images that are labeled without their proposal: by chance, and the same ones each time. */
export async function drawBlind(db: Queryable, projectId: string, share: number): Promise<void> {
  await db.execute(sql`update labeling_predictions d set blind = ${drawn(share)} where d.project_id = ${projectId} and d.blind <> (${drawn(share)})`)
}

/** Takes every proposal of a project away. */
export async function clearProposals(db: Queryable, projectId: string): Promise<void> {
  await db.execute(sql`update labeling_tasks set proposals = '[]'::jsonb where project_id = ${projectId} and proposals <> '[]'::jsonb`)
}

const proposal = (model: string) => sql`jsonb_build_array(jsonb_build_object('id', 'model-' || t.id::text, 'label', d.label, 'shape', jsonb_build_object('kind', 'tag'), 'attributes', '{}'::jsonb, 'z', 0, 'locked', false, 'hidden', false,
  'source', jsonb_build_object('by', 'model', 'model', ${model}::text, 'confidence', round(d.confidence::numeric, 6))))`

const sure = (threshold: number) => sql`d.task_id = t.id and d.label is not null and d.confidence >= ${threshold}::float8 and not d.blind`

/** Proposes what a round is sure of for images that nobody has submitted, but for those that are labeled blind. Returns how many. */
export async function writeProposals(db: Queryable, projectId: string, p: { roundId: string; threshold: number; model: string }): Promise<number> {
  const rows = await db.execute(sql`
    update labeling_tasks t set proposals = ${proposal(p.model)} from labeling_predictions d
    where t.project_id = ${projectId} and t.state = 'open' and t.submitted = 0 and d.round_id = ${p.roundId}::uuid and ${sure(p.threshold)} returning t.id`)
  return rows.length
}

/** The same where an image may have several labels or shapes: each of which the round is as sure as its label's limit. Returns how many images. */
export async function writeSeveral(db: Queryable, projectId: string, p: { roundId: string; round: number; limits: Record<string, number>; model: string }): Promise<number> {
  const rows = await db.execute(sql`
    update labeling_tasks t set proposals = s.proposals from (
      select d.task_id, jsonb_agg(jsonb_build_object('id', 'model-' || ${p.round}::int || '-' || e.place || '-' || d.task_id, 'label', e.thing ->> 'label', 'shape', coalesce(e.thing -> 'shape', '{"kind": "tag"}'::jsonb),
        'attributes', '{}'::jsonb, 'z', e.place, 'locked', false, 'hidden', false, 'source', jsonb_build_object('by', 'model', 'model', ${p.model}::text, 'confidence', e.thing -> 'confidence')) order by e.place) as proposals
      from labeling_predictions d, jsonb_array_elements(d.several) with ordinality e(thing, place)
      where d.project_id = ${projectId} and d.round_id = ${p.roundId}::uuid and not d.blind and (e.thing ->> 'confidence')::float8 >= (${json(p.limits)} ->> (e.thing ->> 'label'))::float8
      group by d.task_id) s
    where t.id = s.task_id and t.project_id = ${projectId} and t.state = 'open' and t.submitted = 0 returning t.id`)
  return rows.length
}

/** Finishes what is proposed where nobody is at it, as the model's and not a person's. Returns how many. */
export async function acceptProposals(db: Queryable, projectId: string): Promise<number> {
  const rows = await db.execute(sql`
    update labeling_tasks t set state = 'done', result = t.proposals, proposals = '[]'::jsonb, done_at = now()
    where t.project_id = ${projectId} and t.state = 'open' and t.submitted = 0 and t.proposals <> '[]'::jsonb
      and not exists (select 1 from labeling_claims c where c.task_id = t.id and c.expires_at > now())
      and not exists (select 1 from labeling_drafts f where f.task_id = t.id and f.revision > 0) returning t.id`)
  return rows.length
}

/** Gives what was accepted without a person back to the people. Returns how many. */
export async function reopenAccepted(db: Queryable, projectId: string): Promise<number> {
  const rows = await db.execute(sql`
    update labeling_tasks t set state = 'open', result = null, done_at = null
    where t.project_id = ${projectId} and t.state = 'done' and t.result #>> '{0,source,by}' = 'model' and t.submitted = 0 returning t.id`)
  return rows.length
}

/** Finished images with their labels and pictures, for a data asset. */
export async function finishedImages(db: Queryable, projectId: string): Promise<{ image: string; result: Annotation[]; width: number; height: number; digest: string }[]> {
  const rows = await db.execute<{ image: string; result: Annotation[]; width: number; height: number; digest: string }>(sql`
    select i.file_name as image, t.result, i.width, i.height, coalesce(i.thumb_digest, i.web_digest, i.digest) as digest
    from labeling_tasks t join labeling_images i on i.id = t.image_id where t.project_id = ${projectId} and t.result is not null order by t.position`)
  return [...rows]
}
