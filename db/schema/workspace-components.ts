import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Declaration, OwnKind } from '@/lib/workspace-components/schema'
import { at, createdAt, id } from './columns'
import { users, workspaces } from './identity'
import { pipelines } from './pipelines'

/** Components that people of a workspace have made. */
export const workspaceComponents = pgTable(
  'workspace_components',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    /** `custom.kebab-name`; what graphs name, so it is never given to another. */
    componentId: text('component_id').notNull(),
    kind: text('kind').$type<OwnKind>().notNull(),
    /** Not offered any more; graphs that name it still work. */
    archived: boolean('archived').notNull().default(false),
    /** The pipeline in which the inside of a sub-pipeline is edited. */
    draftPipelineId: uuid('draft_pipeline_id').references(() => pipelines.id, { onDelete: 'set null' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('workspace_components_id').on(table.workspaceId, table.componentId), index('workspace_components_draft').on(table.draftPipelineId)],
)

/** Versions never change once they are there: a pipeline that names one means the same for ever. */
export const workspaceComponentVersions = pgTable(
  'workspace_component_versions',
  {
    component: uuid('component').notNull().references(() => workspaceComponents.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    declaration: jsonb('declaration').$type<Declaration>().notNull(),
    /** Python; empty for a sub-pipeline. */
    source: text('source').notNull().default(''),
    note: text('note').notNull().default(''),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.component, table.version] })],
)
