import type { PipelineFile } from '@/lib/pipelines/schema'
import cars from './cars.json'
import movies from './movies.json'
import penguins from './penguins.json'

/** Pipelines that a new installation starts with, in the order in which they appear; the first one is run at once. */
export const samples: PipelineFile[] = [penguins as PipelineFile, cars as PipelineFile, movies as PipelineFile]

/** Names of the data assets that a pipeline imports: for the samples, tables of the gallery. */
export function datasetsOf({ graph }: Pick<PipelineFile, 'graph'>): string[] {
  const names = graph.nodes.flatMap(({ component, params }) => {
    const asset = component.startsWith('data.import@') ? (params.asset as { name?: string } | undefined) : undefined
    return asset?.name ? [asset.name] : []
  })
  return [...new Set(names)]
}
