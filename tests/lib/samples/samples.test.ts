import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Column } from '@/lib/catalog/types'
import { galleryItem, listGallery } from '@/lib/data/gallery'
import { analyze } from '@/lib/graph/analyze'
import { allProblems } from '@/lib/graph/craft-warnings'
import { CreatePipelineInput } from '@/lib/pipelines/schema'
import { datasetsOf, samples, templates } from '@/lib/samples'

describe.each(templates.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
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
    // Neither a fault, nor anything that somebody with experience would warn of.
    expect(allProblems(graph, analyze(graph, { asset: (name) => columnsOf(name) }))).toEqual([])
  })
})

test('what a new installation starts with can be chosen later too, and each template is told in a sentence or two', () => {
  expect(templates.slice(0, samples.length)).toEqual(samples)
  expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length)
  for (const { description } of templates) expect(description).toMatch(/^.{40,260}\.$/)
})

/** The columns as the import reads them, near enough for drawing: a number where every value that is there is one. */
function columnsOf(name: string): Column[] {
  const { path: file, fileName } = galleryItem(name)
  const bytes = readFileSync(file)
  const rows = fileName.endsWith('.json') ? (JSON.parse(bytes.toString()) as Record<string, unknown>[]) : csvRows((fileName.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString())
  return Object.keys(rows[0]!).map((column) => {
    const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== '')
    return { name: column, type: values.every((value) => typeof value === 'number' || (typeof value === 'string' && fileName.includes('.csv') && Number.isFinite(Number(value)))) ? 'number' : 'text' }
  })
}

/** Of files without quotes. */
function csvRows(text: string): Record<string, string>[] {
  const [head, ...lines] = text.trimEnd().split('\n').map((line) => line.split(','))
  return lines.map((cells) => Object.fromEntries(head!.map((name, at) => [name, cells[at]!])))
}
