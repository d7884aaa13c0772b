/** Answers of the operation `chart`. Times are milliseconds since 1970 in UTC; a group of rows without a value is called null. */

export interface Sampled {
  /** Rows that could be drawn: those with all values that the drawing needs. */
  of: number
}

/** `from` < values ≤ `to`; the first bin holds its lower edge too. `counts` in the order of `groups`. */
export interface HistogramAnswer {
  temporal: boolean
  /** Whole numbers with a bin each. */
  whole: boolean
  bins: { from: number; to: number; counts: number[] }[]
  groups: Group[]
  /** Rows without a value, and with one that is not finite. */
  missing: number
  notFinite: number
}

/** A value of the column that splits; `rest` stands for all values beyond the commonest. */
export interface Group {
  value: string | null
  rest: boolean
}

export interface CountsAnswer {
  values: { value: string; count: number }[]
  /** Different values, and rows, beyond those listed. */
  restValues: number
  restRows: number
  missing: number
}

export interface BoxAnswer {
  boxes: { group: Group; count: number; min: number; low: number; q1: number; median: number; q3: number; high: number; max: number; mean: number; outliers: number[]; outliersOf: number }[]
  missing: number
  /** Groups beyond those listed. */
  restGroups: number
}

export interface ScatterAnswer extends Sampled {
  /** x, y, and the place of the group. */
  points: [number, number, number][]
  groups: Group[]
  /** Least squares and Pearson's r over all rows; null where a column does not vary. */
  slope: number | null
  intercept: number | null
  r: number | null
  temporalX: boolean
}

export interface MatrixAnswer extends Sampled {
  /** Values in the order of `columns`, then the place of the group. */
  points: number[][]
  columns: string[]
  groups: Group[]
  histograms: { from: number; to: number; count: number }[][]
  /** Pearson's r of each pair over all rows that have both. */
  r: (number | null)[][]
}

export interface CorrelationAnswer {
  columns: string[]
  /** Null where one of the two does not vary. */
  r: (number | null)[][]
  /** Rows that have both values. */
  n: number[][]
  /** Rows that ranks were taken of, where there were too many for all. */
  sampledFrom: number | null
}

export interface LineAnswer {
  temporal: boolean
  groups: Group[]
  /** Per group; a gap is a `y` of null. Rows with `from` ≤ x < `to` where they were put together, else from = to = x. */
  series: { x: number; from: number; to: number; y: number | null; rows: number }[][]
  /** `day`, `month` …, or a width; null where every x is drawn. */
  bucket: string | number | null
  missing: number
}

export interface MapAnswer extends Sampled {
  points: [number, number, number][]
  groups: Group[]
  /** Rows whose coordinates are beyond ±90 or ±180. */
  outside: number
}

export interface ThresholdsAnswer {
  rows: number
  positives: number
  /** Growing thresholds, and how many of each side have a probability of at least that. */
  points: { threshold: number; tp: number; fp: number }[]
  /** Mean squared distance of probability and truth. */
  brier: number
  /** Ten equal ranges of probability, the empty ones left out: rows, mean probability, share that is positive. */
  bins: { from: number; to: number; rows: number; mean: number; share: number }[]
}

export interface ErrorGroup {
  label: string
  rows: number
  /** Classification: wrong rows. */
  wrong: number
  /** Classification: share wrong; regression: mean absolute error. */
  error: number
  /** Regression: mean of actual − predicted, and its 95 % interval; classification: Wilson's of the share. */
  mean: number | null
  low: number | null
  high: number | null
  /** What makes the rows of this group, as filters of the table. */
  filters: unknown[]
}

export interface ErrorsAnswer {
  groups: ErrorGroup[]
  overall: { rows: number; error: number; wrong: number }
  /** Values that are not listed, and their rows. */
  restValues: number
  restRows: number
}

export interface ResidualsAnswer {
  rows: number
  mean: number
  sd: number | null
  /** Residuals at evenly spaced ranks with the rank's share, `(i − 0.5) / n`. */
  quantiles: { share: number; residual: number }[]
  /** The rows furthest off: row number in the table (from 1), actual, predicted, and the first other columns. */
  worst: { row: number; actual: number; predicted: number; others: (string | null)[] }[]
  otherColumns: string[]
}

export interface ChartAnswers {
  histogram: HistogramAnswer
  counts: CountsAnswer
  box: BoxAnswer
  scatter: ScatterAnswer
  matrix: MatrixAnswer
  correlation: CorrelationAnswer
  line: LineAnswer
  map: MapAnswer
  thresholds: ThresholdsAnswer
  errors: ErrorsAnswer
  residuals: ResidualsAnswer
}

export type ChartAnswer = ChartAnswers[keyof ChartAnswers]
