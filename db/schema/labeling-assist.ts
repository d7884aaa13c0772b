import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AnsweredThings, AssistReport, AssistSettings, StoredTable, Thing } from '@/lib/labeling/assist/schema'
import { at, createdAt, id } from './columns'
import { users } from './identity'
import { labelingProjects, labelingTasks } from './labeling'

/** The model that learns from a project's labels: what it may do, and how far it is. */
export const labelingAssist = pgTable('labeling_assist', {
  projectId: uuid('project_id').primaryKey().references(() => labelingProjects.id, { onDelete: 'cascade' }),
  settings: jsonb('settings').$type<AssistSettings>().notNull(),
  /** Descriptions of all images that were looked at. */
  described: jsonb('described').$type<StoredTable>(),
  /** The run under way, and what it is for. */
  runId: uuid('run_id'),
  work: text('work').$type<'describe' | 'learn'>(),
  /** Why the last run came to nothing; empty where it did not. */
  problem: text('problem').notNull().default(''),
  failures: integer('failures').notNull().default(0),
  tryAfter: at('try_after'),
  /** The round whose model proposes now; null where none may. */
  roundId: uuid('round_id'),
  /** Why proposals were switched off since the last round; empty where they were not. */
  stopped: text('stopped').notNull().default(''),
  updatedAt: at('updated_at').notNull().defaultNow(),
})

const projectId = () => uuid('project_id').notNull().references(() => labelingProjects.id, { onDelete: 'cascade' })
const taskId = () => uuid('task_id').notNull().references(() => labelingTasks.id, { onDelete: 'cascade' })

/**
 * That something came in which a project's model may have to do with: an image, a settled label, a setting. Triggers write these
 * in the transaction of the change itself; they are taken away once the project was looked at.
 */
export const labelingArrivals = pgTable(
  'labeling_arrivals',
  { id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), projectId: projectId() },
  (table) => [index('labeling_arrivals_project').on(table.projectId)],
)

/** One training of the model, with how good it was by cross-validation. */
export const labelingRounds = pgTable(
  'labeling_rounds',
  {
    id: id(),
    projectId: projectId(),
    /** Counts from 1 in each project. */
    number: integer('number').notNull(),
    runId: uuid('run_id'),
    labels: integer('labels').notNull(),
    accuracy: doublePrecision('accuracy').notNull(),
    /** The confidence from which on it may propose; null where none is sure enough. */
    threshold: doublePrecision('threshold'),
    report: jsonb('report').$type<AssistReport>().notNull(),
    proposed: integer('proposed').notNull().default(0),
    /** The version of the registered model; null where it was not registered. */
    modelVersion: integer('model_version'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('labeling_rounds_number').on(table.projectId, table.number)],
)

/** What is thought of an image that was looked at. Never a label: those are in the task's result and its people's submissions. */
export const labelingPredictions = pgTable(
  'labeling_predictions',
  {
    taskId: taskId().primaryKey(),
    projectId: projectId(),
    /** The same for images that look alike. */
    group: integer('group').notNull(),
    /** Where no model has learned yet: the images by which few labels tell most come first. */
    turn: integer('turn'),
    roundId: uuid('round_id'),
    /** The likeliest label's id. */
    label: text('label'),
    confidence: doublePrecision('confidence'),
    /** Lead over the second, 0 to 1. */
    margin: doublePrecision('margin'),
    /** Where an image may have several labels, or shapes: each with its confidence, the surest first. */
    several: jsonb('several').$type<Thing[]>(),
    /** Drawn to be labeled without seeing the proposal, so that the model is measured without its own influence. */
    blind: boolean('blind').notNull().default(false),
  },
  (table) => [index('labeling_predictions_group').on(table.projectId, table.group), index('labeling_predictions_margin').on(table.projectId, table.margin)],
)

/** What a person said where the model had a prediction of its own. */
export const labelingAnswers = pgTable(
  'labeling_answers',
  {
    taskId: taskId(),
    userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    projectId: projectId(),
    roundId: uuid('round_id').notNull(),
    /** `shown`: the person saw the proposal; `blind`: it was sure enough but hidden; `below`: it was not sure enough. */
    kind: text('kind').$type<'shown' | 'blind' | 'below'>().notNull(),
    confidence: doublePrecision('confidence').notNull(),
    /** Where it thinks of several things: of all of them. */
    right: boolean('right').notNull(),
    things: jsonb('things').$type<AnsweredThings>(),
    at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.userId] }), index('labeling_answers_project').on(table.projectId, table.at)],
)
