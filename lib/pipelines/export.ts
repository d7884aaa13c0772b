import type { PipelineFile, PipelineView } from './schema'

/** The pipeline as a file that another workspace can import. Data assets are named in it, not contained. */
export function exportPipeline(pipeline: Pick<PipelineView, 'name' | 'description' | 'graph'>): PipelineFile {
  return { atelier: 'pipeline', version: 1, name: pipeline.name, description: pipeline.description, graph: pipeline.graph }
}

/** A safe file name made from a pipeline's name. */
export function exportFileName(name: string): string {
  const stem = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase()
  return `${stem.slice(0, 80) || 'pipeline'}.json`
}
