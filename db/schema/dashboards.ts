import { type AnyPgColumn, date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { DashboardContent } from '@/lib/dashboards/schema'
import { at, createdAt, id } from './columns'
import { users, workspaces } from './identity'

const workspaceId = () => uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' })

/** A dashboard with its draft; what everybody sees is its latest version. */
export const dashboards = pgTable(
  'dashboards',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    draft: jsonb('draft').$type<DashboardContent>().notNull(),
    /** Grows with each change of the draft: a change that was made on an older one is refused. */
    revision: integer('revision').notNull().default(1),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
    updatedByName: text('updated_by_name').notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  (table) => [index('dashboards_workspace').on(table.workspaceId, table.updatedAt)],
)

/** What was saved, frozen, numbered from 1. */
export const dashboardVersions = pgTable(
  'dashboard_versions',
  {
    dashboardId: uuid('dashboard_id').notNull().references((): AnyPgColumn => dashboards.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    content: jsonb('content').$type<DashboardContent>().notNull(),
    note: text('note').notNull().default(''),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.dashboardId, table.number] })],
)

/** What a workspace opens with. Without a person it is everybody's; a person's own without a dashboard is the ordinary home. */
export const homeChoices = pgTable(
  'home_choices',
  {
    workspaceId: workspaceId(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    dashboardId: uuid('dashboard_id').references(() => dashboards.id, { onDelete: 'cascade' }),
  },
  (table) => [unique('home_choices_person').on(table.workspaceId, table.userId).nullsNotDistinct()],
)

/** Seconds that steps ran, by the day (UTC) on which they ended and by who asked for the run: days that are over, added up once. */
export const computeDays = pgTable(
  'compute_days',
  {
    workspaceId: workspaceId(),
    day: date('day', { mode: 'string' }).notNull(),
    person: text('person').notNull(),
    seconds: doublePrecision('seconds').notNull(),
    steps: integer('steps').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.day, table.person] })],
)

/** Up to which day a workspace's `compute_days` are complete. */
export const computeDaysDone = pgTable('compute_days_done', { workspaceId: workspaceId().primaryKey(), through: date('through', { mode: 'string' }).notNull() })
