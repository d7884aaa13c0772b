import { findColumn } from '../columns'
import type { Column } from '../types'

/** A table at an input, as far as its size matters. */
export interface TableSize {
  rows: number
  columns: Column[]
}

/** Bytes that a cell takes while it is a column of the table, of the frame and of the matrix that an algorithm takes. */
const numberBytes = 40
const textBytes = 140
const matrixBytes = 8
/** Of a node of a tree, without the shares of classes that it holds. */
const nodeBytes = 64
/** Classes are not counted beforehand; two are usual. */
const classBytes = 16
/** What a step holds however small its table is. */
const baseBytes = 100e6
/** Levels of a text column are not known beforehand; so many are usual. */
const usualLevels = 20

interface Shape {
  rows: number
  /** Columns that are learned from, by how they are prepared. */
  numbers: number
  texts: number
  params: Record<string, unknown>
}

/**
 * About how many bytes a step of the category Learn takes at its peak, from the size of its tables alone; `undefined`
 * where nothing is known of the component or no table has been measured. An estimate, made to be right within a factor of
 * two to three (a test compares it with what steps really take): it keeps hopeless steps from starting, and no more.
 * @param component the id without version
 * @param inputs by input port the tables whose size is known
 */
export function estimateMemory(component: string, params: Record<string, unknown>, inputs: Record<string, TableSize>): number | undefined {
  const cost = costs[component]
  if (!cost) return undefined
  const { table } = inputs
  if (!table) return undefined
  const others = Object.entries(inputs).filter(([port]) => port !== 'table')
  const read = others.reduce((sum, [, other]) => sum + tableBytes(other), tableBytes(table))
  return Math.round(baseBytes + read + cost(shapeOf(params, table), table))
}

/** What a table takes as it is read. */
function tableBytes({ rows, columns }: TableSize): number {
  return rows * columns.reduce((sum, { type }) => sum + (type === 'text' || type === 'other' ? textBytes : numberBytes), 0)
}

function shapeOf(params: Record<string, unknown>, { rows, columns }: TableSize): Shape {
  const chosen = Array.isArray(params.features) && params.features.length > 0 ? (params.features as string[]) : columns.map(({ name }) => name)
  const left = new Set([...((params.exclude as string[] | undefined) ?? []), params.target])
  const learned = chosen.map((name) => findColumn(columns, name)).filter((column): column is Column => column !== undefined && !left.has(column.name))
  const dates = learned.filter(({ type }) => type === 'date' || type === 'timestamp').length
  const texts = learned.filter(({ type }) => type === 'text').length
  // A date is learned from as five numbers.
  return { rows, numbers: learned.length - texts + 4 * dates, texts, params }
}

/** A dense matrix with a column for each level of a text. */
const dense = ({ rows, numbers, texts, params }: Shape) => rows * matrixBytes * (numbers + texts * Math.min(usualLevels, Number(params.max_categories ?? usualLevels)))
/** Texts stay sparse: one number and its place in each row. */
const sparse = ({ rows, numbers, texts }: Shape) => rows * (numbers + texts) * 12

/** Trees whose leaves hold `leaf` rows at least have at most 2 × rows ÷ leaf nodes, and 2^(depth + 1). */
function trees({ rows, params }: Shape, count: number): number {
  const leaf = Math.max(1, Number(params.min_samples_leaf ?? 1))
  const depth = params.max_depth == null ? Infinity : Number(params.max_depth)
  // A sample with replacement holds 63 % of the rows, and leaves are mostly larger than they must be.
  const nodes = Math.min((rows * 0.63) / leaf, 2 ** (depth + 1))
  return count * nodes * (nodeBytes + classBytes)
}

const algorithms: Record<string, (shape: Shape) => number> = {
  logistic_regression: (shape) => 3 * sparse(shape),
  linear_regression: (shape) => 3 * sparse(shape),
  ridge: (shape) => 3 * sparse(shape),
  lasso: (shape) => 3 * sparse(shape),
  elastic_net: (shape) => 3 * sparse(shape),
  decision_tree: (shape) => 2 * sparse(shape) + trees(shape, 1),
  random_forest: (shape) => 2 * sparse(shape) + trees(shape, Number(shape.params.n_estimators ?? 200)),
  extra_trees: (shape) => 2 * sparse(shape) + 1.6 * trees(shape, Number(shape.params.n_estimators ?? 200)),
  hist_gradient_boosting: ({ rows, numbers, texts }) => rows * (numbers + texts + 40),
  lightgbm: ({ rows, numbers, texts }) => rows * (8 * (numbers + texts) + 40),
  svm: (shape) => 3 * dense(shape) + 500e6,
  k_neighbors: (shape) => 2 * dense(shape),
  naive_bayes: (shape) => 2 * dense(shape),
  mlp: (shape) => 2 * dense(shape),
}

const algorithm = (shape: Shape) => (algorithms[String(shape.params.algorithm)] ?? sparse)(shape)
/** A fold learns from a copy of its rows. */
const folded = (shape: Shape) => algorithm(shape) + shape.rows * (shape.numbers * 8 + shape.texts * 8)
const dearest = (shape: Shape, names: string[]) => Math.max(...names.map((name) => folded({ ...shape, params: { ...shape.params, algorithm: name } })))
const members = (shape: Shape, param: string, otherwise: string[]) => {
  const listed = ((shape.params[param] as { algorithm: string }[] | undefined) ?? []).map((entry) => entry.algorithm)
  return listed.length > 0 ? listed : otherwise
}
/** All pairs of rows, up to the limit that the step sets itself. */
const pairs = ({ rows }: Shape) => 4 * Math.min(rows, 20_000) ** 2

const costs: Record<string, (shape: Shape, table: TableSize) => number> = {
  'learn.train-classifier': algorithm,
  'learn.train-regressor': algorithm,
  'learn.cross-validate': folded,
  'learn.learning-curve': folded,
  'learn.tune-hyperparameters': folded,
  'learn.try-all': (shape) => dearest(shape, members(shape, 'algorithms', ['random_forest', 'hist_gradient_boosting'])),
  'learn.ensemble': (shape) => members(shape, 'members', ['random_forest']).reduce((sum, name) => sum + folded({ ...shape, params: { ...shape.params, algorithm: name } }), 0),
  'learn.score-model': (shape) => 16 * shape.rows,
  'learn.evaluate-model': (shape) => 60 * shape.rows,
  'learn.compare-models': (shape) => 100 * Math.min(shape.rows, 50_000),
  'learn.choose-threshold': (shape) => 100 * Math.min(shape.rows, 1_000_000),
  'learn.permutation-importance': (shape) => 3 * dense({ ...shape, rows: Math.min(shape.rows, Number(shape.params.rows ?? 10_000)) }),
  'learn.partial-dependence': (shape) => 2 * dense({ ...shape, rows: Math.min(shape.rows, Number(shape.params.rows ?? 10_000)) }),
  'learn.select-features': (shape) => 3 * dense(shape),
  'learn.cluster': (shape) => 3 * dense(shape) + (shape.params.algorithm === 'agglomerative' ? pairs(shape) : 0),
  'learn.detect-anomalies': (shape) => 3 * dense(shape),
  'learn.reduce-dimensions': (shape) => 3 * dense(shape) + shape.rows * Number(shape.params.components ?? 2) * 16,
  'learn.text-features': ({ rows, params }) => 2 * rows * matrixBytes * Number(params.columns ?? 100),
  'learn.forecast': ({ rows }) => 200 * rows,
  'learn.recommender': ({ rows, params }) => rows * 120 + rows * 0.1 * Number(params.factors ?? 20) * 16,
}

/** The smallest estimate that is told to the queue: below it every machine will do. */
const worthTelling = 512e6

/** The estimate in megabytes (10⁶ bytes) as the queue keeps it; null where it is small or unknown. */
export function memoryNeed(component: string, params: Record<string, unknown>, inputs: Record<string, unknown>): number | null {
  const sizes = Object.entries(inputs).flatMap(([port, meta]) => {
    const { rows, columns } = meta as { rows?: unknown; columns?: unknown }
    return typeof rows === 'number' && Array.isArray(columns) ? [[port, { rows, columns: columns as Column[] }] as const] : []
  })
  const bytes = estimateMemory(component.split('@')[0]!, params, Object.fromEntries(sizes))
  return bytes === undefined || bytes < worthTelling ? null : Math.ceil(bytes / 1e6)
}
