import { sql } from 'drizzle-orm'
import { type AnyPgColumn, bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Attribute, QueueFilter, Skeleton, SplitRule } from '@/lib/labeling/schema'
import type { Annotation, Operation, ShapeKind } from '@/lib/labeling/shapes'
import { at, createdAt, id } from './columns'
import { blobs } from './data'
import { users, workspaces } from './identity'

/** Images that people label in the same way. */
export const labelingProjects = pgTable(
  'labeling_projects',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** What may be drawn. */
    kinds: jsonb('kinds').$type<ShapeKind[]>().notNull(),
    /** Of tags: one an image, or any number. */
    tags: text('tags').$type<'one' | 'many'>().notNull().default('one'),
    instructions: text('instructions').notNull().default(''),
    /** People who label each image, not seeing each other's work. */
    overlap: integer('overlap').notNull().default(1),
    /** Share of the labeled images, 0 to 1, that a second person looks at. */
    reviewShare: doublePrecision('review_share').notNull().default(0),
    /** Share of the images handed out, 0 to 0.5, whose answer is known: they measure people, who cannot tell them from others. */
    goldShare: doublePrecision('gold_share').notNull().default(0),
    /** Which open images are handed out; all where it is empty. */
    queue: jsonb('queue').$type<QueueFilter>().notNull().default({}),
    state: text('state').$type<'active' | 'paused' | 'archived'>().notNull().default('active'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  // An archived project frees its name.
  (table) => [uniqueIndex('labeling_projects_name').on(table.workspaceId, table.name).where(sql`state <> 'archived'`)],
)

const projectId = () => uuid('project_id').notNull().references(() => labelingProjects.id, { onDelete: 'cascade' })

/** What a shape is said to be. Its id stays when it is renamed; deleting or merging it keeps the row, so that either can be undone. */
export const labelingLabels = pgTable(
  'labeling_labels',
  {
    id: id(),
    projectId: projectId(),
    name: text('name').notNull(),
    /** `#rrggbb` */
    colour: text('colour').notNull(),
    /** The key that picks it; empty for none. */
    key: text('key').notNull().default(''),
    instructions: text('instructions').notNull().default(''),
    /** Ids of images of the project that show it well. */
    examples: jsonb('examples').$type<string[]>().notNull().default([]),
    attributes: jsonb('attributes').$type<Attribute[]>().notNull().default([]),
    /** Of a label for keypoints. */
    skeleton: jsonb('skeleton').$type<Skeleton>(),
    parentId: uuid('parent_id').references((): AnyPgColumn => labelingLabels.id, { onDelete: 'set null' }),
    position: integer('position').notNull(),
    /** Its annotations count as those of this label. */
    mergedInto: uuid('merged_into').references((): AnyPgColumn => labelingLabels.id, { onDelete: 'set null' }),
    deletedAt: at('deleted_at'),
    createdAt: createdAt(),
  },
  (table) => [index('labeling_labels_project').on(table.projectId, table.position)],
)

export const labelingImages = pgTable(
  'labeling_images',
  {
    id: id(),
    projectId: projectId(),
    /** The file as it came. */
    digest: text('digest').notNull().references(() => blobs.digest),
    size: bigint('size', { mode: 'number' }).notNull(),
    mime: text('mime').notNull(),
    /** With its folder, `/` between. */
    fileName: text('file_name').notNull(),
    /** Pixels of the upright image; 0 where it cannot be read. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** EXIF orientation of the file, 1 to 8; it is applied in everything that is shown or exported. */
    orientation: integer('orientation').notNull().default(1),
    /** What browsers are shown where they cannot show the file itself; null where they can. */
    webDigest: text('web_digest').references(() => blobs.digest),
    webMime: text('web_mime'),
    thumbDigest: text('thumb_digest').references(() => blobs.digest),
    /** Why the file cannot be labeled; empty where it can. */
    problem: text('problem').notNull().default(''),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('labeling_images_name').on(table.projectId, table.fileName), index('labeling_images_digest').on(table.digest)],
)

export type TaskState = 'open' | 'review' | 'done' | 'broken'

/** One image to label. */
export const labelingTasks = pgTable(
  'labeling_tasks',
  {
    id: id(),
    projectId: projectId(),
    imageId: uuid('image_id').notNull().references(() => labelingImages.id, { onDelete: 'cascade' }),
    /** The order in which images came. */
    position: integer('position').generatedAlwaysAsIdentity(),
    /** Higher goes first. */
    priority: integer('priority').notNull().default(0),
    state: text('state').$type<TaskState>().notNull().default('open'),
    /** People wanted, and those whose submission counts. */
    required: integer('required').notNull(),
    submitted: integer('submitted').notNull().default(0),
    /** What the people (and the reviewer) have settled on, once enough have labeled it. */
    result: jsonb('result').$type<Annotation[]>(),
    /** Drawn as suggestions; they never count as labeled. */
    proposals: jsonb('proposals').$type<Annotation[]>().notNull().default([]),
    doneAt: at('done_at'),
  },
  (table) => [
    uniqueIndex('labeling_tasks_image').on(table.imageId),
    index('labeling_tasks_queue').on(table.projectId, table.priority.desc(), table.position).where(sql`state = 'open'`),
    index('labeling_tasks_order').on(table.projectId, table.position),
  ],
)

const taskId = () => uuid('task_id').notNull().references(() => labelingTasks.id, { onDelete: 'cascade' })
const userId = () => uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' })

/** Who is at a task now. It ends by itself at `expiresAt`, which every query compares with the clock. */
export const labelingClaims = pgTable(
  'labeling_claims',
  { id: id(), taskId: taskId(), projectId: projectId(), userId: userId(), expiresAt: at('expires_at').notNull(), createdAt: createdAt() },
  (table) => [uniqueIndex('labeling_claims_person').on(table.taskId, table.userId), index('labeling_claims_project').on(table.projectId, table.userId)],
)

/** One person's work on one task, as it stands. */
export const labelingDrafts = pgTable(
  'labeling_drafts',
  {
    taskId: taskId(),
    userId: userId(),
    /** Operations applied so far. */
    revision: integer('revision').notNull().default(0),
    /** Time at work: pauses of over a minute are left out. */
    activeSeconds: doublePrecision('active_seconds').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.userId] })],
)

/** The shapes of a draft. */
export const labelingAnnotations = pgTable(
  'labeling_annotations',
  { taskId: taskId(), userId: userId(), annotationId: text('annotation_id').notNull(), annotation: jsonb('annotation').$type<Annotation>().notNull() },
  (table) => [primaryKey({ columns: [table.taskId, table.userId, table.annotationId] })],
)

/** Every edit ever made; nothing here is changed or removed. */
export const labelingOperations = pgTable(
  'labeling_operations',
  {
    taskId: taskId(),
    userId: userId(),
    operationId: text('operation_id').notNull(),
    /** The draft's revision after it. */
    revision: integer('revision').notNull(),
    annotationId: text('annotation_id').notNull(),
    operation: jsonb('operation').$type<Operation>().notNull(),
    at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.userId, table.operationId] }), index('labeling_operations_order').on(table.taskId, table.userId, table.revision)],
)

/** What a person declared finished. */
export const labelingSubmissions = pgTable(
  'labeling_submissions',
  {
    id: id(),
    taskId: taskId(),
    projectId: projectId(),
    userId: userId(),
    revision: integer('revision').notNull(),
    annotations: jsonb('annotations').$type<Annotation[]>().notNull(),
    activeSeconds: doublePrecision('active_seconds').notNull().default(0),
    /** The slots were taken already: kept as a further opinion, not counted. */
    extra: boolean('extra').notNull().default(false),
    verdict: text('verdict').$type<'none' | 'accepted' | 'corrected' | 'returned'>().notNull().default('none'),
    origin: text('origin').$type<'labeled' | 'imported'>().notNull().default('labeled'),
    at: createdAt(),
  },
  (table) => [
    uniqueIndex('labeling_submissions_person').on(table.taskId, table.userId),
    index('labeling_submissions_project').on(table.projectId, table.at),
    // What came back from review is looked for with every claim, and there is little of it.
    index('labeling_submissions_returned').on(table.projectId, table.userId).where(sql`verdict = 'returned'`),
  ],
)

/** What a second person said of a task's labels. */
export const labelingReviews = pgTable(
  'labeling_reviews',
  {
    id: id(),
    taskId: taskId(),
    projectId: projectId(),
    reviewerId: uuid('reviewer_id').references(() => users.id, { onDelete: 'set null' }),
    verdict: text('verdict').$type<'accepted' | 'corrected' | 'returned'>().notNull(),
    comment: text('comment').notNull().default(''),
    /** What the labels were before a correction. */
    before: jsonb('before').$type<Annotation[]>(),
    at: createdAt(),
  },
  (table) => [index('labeling_reviews_task').on(table.taskId), index('labeling_reviews_project').on(table.projectId, table.at)],
)

/** Tasks whose answer is known. Each labeler may be given each of them once; what they say is compared with the answer and counts for nothing else. */
export const labelingGold = pgTable(
  'labeling_gold',
  {
    taskId: uuid('task_id').primaryKey().references(() => labelingTasks.id, { onDelete: 'cascade' }),
    projectId: projectId(),
    annotations: jsonb('annotations').$type<Annotation[]>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [index('labeling_gold_project').on(table.projectId)],
)

/** Who alone may be given a task. A task without any is for everybody. */
export const labelingAssignments = pgTable(
  'labeling_assignments',
  { taskId: taskId(), userId: userId(), projectId: projectId(), createdAt: createdAt() },
  (table) => [primaryKey({ columns: [table.taskId, table.userId] }), index('labeling_assignments_project').on(table.projectId, table.userId)],
)

/** Shapes that were moved from one label to another by a rule, so that it can be undone. */
export const labelingSplits = pgTable(
  'labeling_splits',
  {
    id: id(),
    projectId: projectId(),
    labelId: uuid('label_id').notNull().references(() => labelingLabels.id, { onDelete: 'cascade' }),
    intoId: uuid('into_id').notNull().references(() => labelingLabels.id, { onDelete: 'cascade' }),
    rule: jsonb('rule').$type<SplitRule>().notNull(),
    /** The moved shapes' ids by task. */
    moved: jsonb('moved').$type<Record<string, string[]>>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    undoneAt: at('undone_at'),
  },
  (table) => [index('labeling_splits_project').on(table.projectId, table.createdAt)],
)

/** Who passed a task by; it is not offered to them again until somebody asks for it. */
export const labelingSkips = pgTable(
  'labeling_skips',
  { taskId: taskId(), userId: userId(), at: createdAt() },
  (table) => [primaryKey({ columns: [table.taskId, table.userId] })],
)

/** A question or a remark on a task. */
export const labelingFlags = pgTable(
  'labeling_flags',
  { id: id(), taskId: taskId(), userId: userId(), comment: text('comment').notNull(), resolvedAt: at('resolved_at'), createdAt: createdAt() },
  (table) => [index('labeling_flags_task').on(table.taskId)],
)

/** What a job did with each file: counts, and those left out with the reason. */
export interface JobReport {
  added: number
  /** There already, with the same bytes. */
  same: number
  annotations: number
  skipped: { name: string; reason: string }[]
  /** All that were left out, also where the list is cut. */
  skippedCount: number
}

/** Taking in a file that takes a while. */
export const labelingJobs = pgTable(
  'labeling_jobs',
  {
    id: id(),
    projectId: projectId(),
    kind: text('kind').$type<'images' | 'import'>().notNull(),
    fileName: text('file_name').notNull(),
    state: text('state').$type<'running' | 'done' | 'failed'>().notNull().default('running'),
    message: text('message').notNull().default(''),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    report: jsonb('report').$type<JobReport>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    /** Renewed while a studio works on it; past it, that studio is gone and the job has failed. */
    aliveUntil: at('alive_until').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [index('labeling_jobs_project').on(table.projectId, table.createdAt)],
)
