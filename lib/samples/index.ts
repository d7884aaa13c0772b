import type { PipelineFile } from '@/lib/pipelines/schema'
import adultIncome from './adult-income.json'
import automobilePrice from './automobile-price.json'
import cars from './cars.json'
import movies from './movies.json'
import penguins from './penguins.json'

/** Pipelines that a new installation starts with, in the order in which they appear; the first one is run at once. */
export const samples: PipelineFile[] = [penguins as PipelineFile, cars as PipelineFile, movies as PipelineFile]

/** Pipelines that a new one can start from: the samples, and larger ones whose data is brought in when they are chosen. */
export const templates: PipelineFile[] = [...samples, automobilePrice as PipelineFile, adultIncome as PipelineFile]

/** Names of the data assets that a pipeline imports: for the templates, tables of the gallery. */
export function datasetsOf({ graph }: Pick<PipelineFile, 'graph'>): string[] {
  const names = graph.nodes.flatMap(({ component, params }) => {
    const asset = component.startsWith('data.import@') ? (params.asset as { name?: string } | undefined) : undefined
    return asset?.name ? [asset.name] : []
  })
  return [...new Set(names)]
}
