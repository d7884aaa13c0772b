import * as z from 'zod/mini'
import type { ComparedMetrics } from '@/lib/comparison/schema'
import { Evaluation, type ClassificationEvaluation } from '@/lib/results/evaluation'
import { prepareTable } from '../run/prepare-preview'

export type LoggedKind = 'evaluation' | 'confusion' | 'roc' | 'recall' | 'classes'
type Curve = ClassificationEvaluation['curves'][number]
type PerClass = ClassificationEvaluation['perClass'][number]

/** What a client's evaluation says, as far as it is data. */
export interface LoggedEvaluation {
  evaluation: Evaluation
  /** Counts of one class against all others, where nothing tells more: actual yes and no by predicted yes and no. */
  rest: Map<string, number[][]>
}

const kinds: [RegExp, LoggedKind][] = [
  [/^evaluation\.json$/i, 'evaluation'],
  [/confusion.?matrix/i, 'confusion'],
  [/precision.?recall/i, 'recall'],
  [/roc.?curve/i, 'roc'],
  [/^per_class_metrics/i, 'classes'],
]
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** What a file of a run is about, by its name; null where it is about something else. */
export const loggedKind = (path: string): LoggedKind | null => kinds.find(([pattern]) => pattern.test(nameOf(path)))?.[1] ?? null
export const isPicture = (path: string) => /\.(png|jpe?g|svg|webp)$/i.test(path)

/** The columns of a table, or of lists by name in JSON, in small letters; null where the text is neither. */
function columnsOf(text: string, path: string): Map<string, string[]> | null {
  const table = prepareTable(text, path, Infinity)
  if (table) return new Map(table.columns.map((name, index) => [name.toLowerCase().trim(), table.rows.map((row) => row[index] ?? '')]))
  const value = json(text)
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  return lists.length === 0 ? null : new Map(lists.map(([name, list]) => [name.toLowerCase(), list.map((item) => (item === null ? '' : String(item)))]))
}

function json(text: string): unknown {
  try {
    // Python writes NaN and Infinity, which JSON does not know.
    return JSON.parse(text.replace(/\b(NaN|-?Infinity)\b/g, 'null'))
  } catch {
    return undefined
  }
}

const Labels = z.array(z.union([z.string(), z.number(), z.boolean()]))
const Counts = z.array(z.array(z.number()))

/** Rows are actual classes: `{"classes": […], "matrix": [[…]]}` (also `labels`, `confusion_matrix`), lists of lists, or a table with the classes as its header. */
function confusionOf(text: string, path: string): { classes: string[]; confusion: number[][] } | null {
  const value = json(text)
  const found = Array.isArray(value) ? { matrix: value } : typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  const counts = z.safeParse(Counts, found?.['matrix'] ?? found?.['confusion_matrix'] ?? found?.['confusion'])
  if (counts.success) {
    const labels = z.safeParse(Labels, found?.['classes'] ?? found?.['labels'])
    return square(labels.success ? labels.data.map(String) : counts.data.map((_, index) => String(index)), counts.data)
  }
  const table = prepareTable(text, path, Infinity)
  if (!table || table.rows.length === 0) return null
  const first = table.columns.length === table.rows.length + 1 ? 1 : 0
  return square(table.columns.slice(first), table.rows.map((row) => row.slice(first).map(Number)))
}

const square = (classes: string[], confusion: number[][]) =>
  classes.length > 0 && confusion.length === classes.length && confusion.every((row) => row.length === classes.length && row.every((count) => Number.isFinite(count))) ? { classes, confusion: confusion.map((row) => row.map(Math.round)) } : null

const numberOf = (text: string | undefined) => (text === undefined || text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text))

/** Two lists that belong together, by the class in the column `class` or `label`, where there is one. */
function curvesOf(text: string, path: string, [xs, ys]: readonly [string[], string[]]): Map<string, { x: (number | null)[]; y: (number | null)[]; threshold: (number | null)[] }> {
  const columns = columnsOf(text, path)
  const pick = (names: string[]) => names.map((name) => columns?.get(name)).find((list) => list !== undefined)
  const [x, y] = [pick(xs), pick(ys)]
  const found: ReturnType<typeof curvesOf> = new Map()
  if (!x || !y) return found
  const [cut, label] = [pick(['threshold', 'thresholds']), pick(['class', 'label', 'positive_class'])]
  for (const [index, value] of x.entries()) {
    const name = label?.[index] ?? 'positive'
    const curve = found.get(name) ?? { x: [], y: [], threshold: [] }
    found.set(name, curve)
    curve.x.push(numberOf(value))
    curve.y.push(numberOf(y[index]))
    curve.threshold.push(numberOf(cut?.[index]))
  }
  return found
}

/** The area under a curve by the trapezoid rule, over ascending x. */
function area(x: readonly (number | null)[], y: readonly (number | null)[]): number | null {
  const points = x.flatMap((value, index) => (value === null || y[index] === null || y[index] === undefined ? [] : [[value, y[index]!] as const])).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return points.length < 2 ? null : points.slice(1).reduce((sum, [right, up], index) => sum + ((right - points[index]![0]) * (up + points[index]![1])) / 2, 0)
}

interface Parts {
  confusion: { classes: string[]; confusion: number[][] } | null
  roc: ReturnType<typeof curvesOf>
  recall: ReturnType<typeof curvesOf>
  perClass: Map<string, PerClass>
  rest: Map<string, number[][]>
}

/** `per_class_metrics.csv` of mlflow.evaluate: counts and measures of each class against the rest. */
function readClasses(text: string, path: string, parts: Parts): void {
  const columns = columnsOf(text, path)
  const of = (name: string, index: number) => numberOf(columns?.get(name)?.[index])
  for (const [index, label] of (columns?.get('positive_class') ?? []).entries()) {
    const [tp, fn, fp, tn] = ['true_positives', 'false_negatives', 'false_positives', 'true_negatives'].map((name) => of(name, index))
    if (tp == null || fn == null || fp == null || tn == null) continue
    parts.rest.set(label, [[tp, fn], [fp, tn]])
    parts.perClass.set(label, { label, precision: of('precision_score', index) ?? of('precision', index) ?? tp / (tp + fp || 1), recall: of('recall_score', index) ?? of('recall', index) ?? tp / (tp + fn || 1), f1: of('f1_score', index) ?? (2 * tp) / (2 * tp + fp + fn || 1), support: tp + fn, rocAuc: of('roc_auc', index), averagePrecision: of('precision_recall_auc', index) })
  }
}

/** What the files of one run say together; null where they hold nothing that can be drawn. */
export function readLogged(files: readonly { path: string; text: string }[], metrics: ComparedMetrics['metrics'], run: string): LoggedEvaluation | null {
  const parts: Parts = { confusion: null, roc: new Map(), recall: new Map(), perClass: new Map(), rest: new Map() }
  for (const { path, text } of files) {
    const kind = loggedKind(path)
    if (kind === 'evaluation') {
      const whole = z.safeParse(Evaluation, json(text))
      if (whole.success) return { evaluation: whole.data, rest: new Map() }
    } else if (kind === 'confusion') parts.confusion ??= confusionOf(text, path)
    else if (kind === 'roc') for (const [label, curve] of curvesOf(text, path, [['fpr', 'false_positive_rate'], ['tpr', 'true_positive_rate']])) parts.roc.set(label, curve)
    else if (kind === 'recall') for (const [label, curve] of curvesOf(text, path, [['recall'], ['precision']])) parts.recall.set(label, curve)
    else if (kind === 'classes') readClasses(text, path, parts)
  }
  const counts = ['true_positives', 'false_negatives', 'false_positives', 'true_negatives'].map((name) => metrics.find(({ key }) => key === name)?.values[run]?.last)
  if (parts.rest.size === 0 && counts.every((count) => typeof count === 'number')) parts.rest.set('positive', [[counts[0]!, counts[1]!], [counts[2]!, counts[3]!]] as number[][])
  return together(parts)
}

function together({ confusion, roc, recall, perClass, rest }: Parts): LoggedEvaluation | null {
  const labels = [...new Set([...roc.keys(), ...recall.keys(), ...rest.keys()])]
  if (!confusion && labels.length === 0) return null
  const empty = { x: [], y: [], threshold: [] }
  const curves = [...new Set([...roc.keys(), ...recall.keys()])].map((label): Curve => {
    const [first, second] = [roc.get(label) ?? empty, recall.get(label) ?? empty]
    return { label, roc: { fpr: first.x, tpr: first.y, threshold: first.threshold }, pr: { recall: second.x, precision: second.y, threshold: second.threshold } }
  })
  const classes = confusion?.classes ?? labels
  const rows = confusion ? confusion.confusion.flat().reduce((sum, count) => sum + count, 0) : ([...rest.values()][0]?.flat().reduce((sum, count) => sum + count, 0) ?? 1)
  const measures = curves.map(({ label, roc: { fpr, tpr } }) => perClass.get(label) ?? { label, precision: 0, recall: 0, f1: 0, support: 0, rocAuc: area(fpr, tpr), averagePrecision: null })
  return {
    rest,
    evaluation: { kind: 'classification', target: 'class', rows, skippedRows: 0, classes, metrics: {}, confusion: confusion?.confusion ?? [], perClass: [...measures, ...[...perClass.values()].filter(({ label }) => !measures.some((known) => known.label === label))], curves },
  }
}
