import * as z from 'zod/mini'
import { diff, type Change } from '@/lib/graph/diff'
import { resolveParams } from '@/lib/graph/parameters'
import type { Graph } from '@/lib/graph/schema'
import type { Output } from '@/lib/protocol/messages'
import type { RunView, StepView } from '@/lib/runs/schema'
import { STRUCTURE_PORT } from './model-structure'
import { compareMetrics, type MetricChange } from './metrics'

export interface TableChange {
  rows: { before: number; after: number }
  added: string[]
  removed: string[]
  /** Columns whose type is another now. */
  retyped: { name: string; before: string; after: string }[]
}

export interface OutputChange {
  port: string
  before: Output | null
  after: Output | null
  /** Equal bytes. */
  same: boolean
  /** For tables on both sides. */
  table: TableChange | null
}

export interface StepChange {
  node: string
  name: string
  before: StepView | null
  after: StepView | null
  /** Parameters, component, name and wires, in words. */
  changes: Change[]
  metrics: MetricChange[]
  outputs: OutputChange[]
  /** Nothing at all differs. */
  same: boolean
}

export interface RunComparison {
  steps: StepChange[]
  /** What differs in the two frozen graphs. */
  changes: Change[]
  metrics: MetricChange[]
}

const Columns = z.array(z.looseObject({ name: z.string(), type: z.string() }))
const TableMeta = z.looseObject({ rows: z.number(), columns: Columns })

/** Two runs step by step, steps matched by their id: `before` against `after`, in the order of `after`, then what only `before` had. */
export function compareRuns(before: RunView, after: RunView): RunComparison {
  const changes = diff(resolved(before), resolved(after))
  const nodes = [...after.steps.map((step) => step.node), ...before.steps.map((step) => step.node).filter((node) => !after.steps.some((step) => step.node === node))]
  const steps = nodes.map((node) => stepChange(node, find(before, node), find(after, node), changes.filter((change) => change.node === node)))
  return { steps, changes, metrics: metricChanges(before.metrics, after.metrics) }
}

/** The graph with the values that this run's parameters had. */
function resolved(run: RunView): Graph {
  return { ...run.graph, nodes: run.graph.nodes.map((node) => ({ ...node, params: resolveParams(node.params, run.parameters) })) }
}

function find(run: RunView, node: string): StepView | null {
  return run.steps.find((step) => step.node === node) ?? null
}

function stepChange(node: string, before: StepView | null, after: StepView | null, changes: Change[]): StepChange {
  const ports = [...new Set([...Object.keys(after?.outputs ?? {}), ...Object.keys(before?.outputs ?? {})])].filter((port) => port !== STRUCTURE_PORT)
  const outputs = ports.map((port) => outputChange(port, before?.outputs[port] ?? null, after?.outputs[port] ?? null))
  const metrics = metricChanges(before?.metrics ?? {}, after?.metrics ?? {})
  const same = before !== null && after !== null && changes.length === 0 && before.state === after.state && outputs.every((output) => output.same) && metrics.every((metric) => metric.delta === 0)
  return { node, name: (after ?? before)!.name, before, after, changes, metrics, outputs, same }
}

/** Metrics of either side; one that is new or gone has no difference. */
function metricChanges(before: Record<string, number>, after: Record<string, number>): MetricChange[] {
  return compareMetrics(after, before)
}

function outputChange(port: string, before: Output | null, after: Output | null): OutputChange {
  return { port, before, after, same: before !== null && after !== null && before.digest === after.digest, table: tableChange(before, after) }
}

function tableChange(before: Output | null, after: Output | null): TableChange | null {
  const [a, b] = [TableMeta.safeParse(before?.meta).data, TableMeta.safeParse(after?.meta).data]
  if (before?.type !== 'table' || after?.type !== 'table' || !a || !b) return null
  const typesBefore = new Map(a.columns.map((column) => [column.name, column.type]))
  const typesAfter = new Map(b.columns.map((column) => [column.name, column.type]))
  return {
    rows: { before: a.rows, after: b.rows },
    added: b.columns.filter(({ name }) => !typesBefore.has(name)).map(({ name }) => name),
    removed: a.columns.filter(({ name }) => !typesAfter.has(name)).map(({ name }) => name),
    retyped: b.columns.flatMap(({ name, type }) => {
      const was = typesBefore.get(name)
      return was !== undefined && was !== type ? [{ name, before: was, after: type }] : []
    }),
  }
}

/** `3 more rows; + ratio; − age; price: integer → number`. */
export function tableWords({ rows, added, removed, retyped }: TableChange, count: (value: number) => string): string {
  const delta = rows.after - rows.before
  const parts = [
    delta === 0 ? `${count(rows.after)} rows in both` : `${count(rows.before)} → ${count(rows.after)} rows`,
    ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`gone: ${removed.join(', ')}`] : []),
    ...retyped.map(({ name, before, after }) => `${name}: ${before} → ${after}`),
  ]
  return parts.join('; ')
}
