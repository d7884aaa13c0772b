import type { PipelineRow } from '@/db/queries/pipelines'
import type { PipelineView } from './schema'

/** A row as it leaves the domain: instants as text. */
export function pipelineView(row: PipelineRow): PipelineView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    revision: row.revision,
    graph: row.graph,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }
}
