import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Column } from '@/lib/catalog/types'
import { listGallery } from '@/lib/data/gallery'
import { analyze } from '@/lib/graph/analyze'
import { CreatePipelineInput } from '@/lib/pipelines/schema'
import { datasetsOf, samples } from '@/lib/samples'

describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
  test('is a pipeline as the import takes it', () => {
    expect(CreatePipelineInput.parse(sample).graph.nodes.length).toBeGreaterThan(3)
  })

  test('imports tables of the gallery only', () => {
    const gallery = new Set(listGallery().map(({ id }) => id))
    expect(datasetsOf(sample).filter((name) => !gallery.has(name))).toEqual([])
    expect(datasetsOf(sample)).not.toEqual([])
  })

  test('has no problem while it is drawn, with the columns that its data has', () => {
    const { graph } = CreatePipelineInput.parse(sample)
    const { problems } = analyze(graph, { asset: (name) => columnsOf(name) })
    expect(problems).toEqual([])
  })
})

/** The columns as the import reads them, near enough for drawing: a number where every value that is there is one. */
function columnsOf(name: string): Column[] {
  const rows = JSON.parse(readFileSync(path.resolve('node_modules/vega-datasets/data', `${name}.json`), 'utf8')) as Record<string, unknown>[]
  return Object.keys(rows[0]!).map((column) => {
    const values = rows.map((row) => row[column]).filter((value) => value !== null)
    return { name: column, type: values.every((value) => typeof value === 'number') ? 'number' : 'text' }
  })
}
