import * as z from 'zod/mini'
import { resolveParams } from '@/lib/graph/parameters'
import type { TableFilter } from '@/lib/data/table-filter'
import type { RunView } from '@/lib/runs/schema'

/** The table that an evaluation was made of, and what its columns are for. */
export interface ScoredSource {
  /** The step and port that gave it. */
  node: string
  port: string
  digest: string
  columns: string[]
  target: string
  prediction: string
}

const Columns = z.array(z.looseObject({ name: z.string() }))

/** Null where the table is not there: rows of a Cross-validate that ran before it kept them, or inside a part that is not shown. */
export function scoredSource(run: RunView, step: string): ScoredSource | null {
  const evaluated = run.steps.find((candidate) => candidate.node === step)
  if (evaluated?.component.startsWith('learn.cross-validate@')) return ownRows(run, evaluated)
  if (!evaluated?.component.startsWith('learn.evaluate-model@')) return null
  const source = evaluated.sources.table
  const output = source && run.steps.find((candidate) => candidate.node === source.node)?.outputs[source.port]
  if (!source || output?.type !== 'table') return null
  const text = textOf(run, step)
  const columns = columnsOf(output)
  const found = { target: text('target', ''), prediction: text('prediction', 'prediction') }
  return columns.includes(found.target) && columns.includes(found.prediction) ? { ...source, digest: output.digest, columns, ...found } : null
}

/** Cross-validate predicts by itself; the last of its columns that is called so and no probability is the prediction. */
function ownRows(run: RunView, { node, outputs }: RunView['steps'][number]): ScoredSource | null {
  const output = outputs.rows
  if (output?.type !== 'table') return null
  const columns = columnsOf(output)
  const target = textOf(run, node)('target', '')
  const prediction = columns.findLast((name) => /^prediction(_\d+)?$/.test(name))
  return prediction !== undefined && columns.includes(target) ? { node, port: 'rows', digest: output.digest, columns, target, prediction } : null
}

const columnsOf = (output: RunView['steps'][number]['outputs'][string]) => Columns.safeParse(output.meta.columns).data?.map((column) => column.name) ?? []

/** A step's parameters that are text, as this run has them. */
function textOf(run: RunView, step: string): (name: string, otherwise: string) => string {
  const params = resolveParams(run.graph.nodes.find((node) => node.id === step)?.params ?? {}, run.parameters)
  return (name, otherwise) => (typeof params[name] === 'string' && params[name] !== '' ? params[name] : otherwise)
}

/** The column with the probability of a class, as Score model names it; null without one. */
export function probabilityColumn(source: ScoredSource, label: string): string | null {
  const name = `${source.prediction === 'prediction' ? '' : `${source.prediction}_`}probability_${label}`
  return source.columns.includes(name) ? name : null
}

/** What gives the rows of a cell of the confusion matrix. */
export function cellRows(source: ScoredSource, actual: string, predicted: string): TableFilter[] {
  return [{ column: source.target, op: 'equals', value: actual }, { column: source.prediction, op: 'equals', value: predicted }]
}

/** What gives the rows of a class or of the others, on one side of a threshold. */
export function thresholdRows(source: ScoredSource, classes: readonly string[], label: string, isClass: boolean, called: boolean, threshold: number): TableFilter[] {
  const others = classes.filter((name) => name !== label)
  const target: TableFilter = isClass ? { column: source.target, op: 'equals', value: label } : others.length === 1 ? { column: source.target, op: 'equals', value: others[0]! } : { column: source.target, op: 'in', values: others }
  const column = probabilityColumn(source, label) ?? ''
  return [target, { column, op: called ? 'at_least' : 'less', value: String(threshold) }]
}
