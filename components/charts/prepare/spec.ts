import type { TableFilter } from '@/lib/data/table-filter'

/** What the drawing gets: everything decided, nothing left to the chart library. */
export interface ChartTable {
  columns: { label: string; numeric: boolean }[]
  rows: (string | number | null)[][]
}

export interface Frame {
  title: string
  /** What is shown and of what, in one line. */
  subtitle: string
  /** For those who do not see the drawing: what it says. */
  description: string
  /** Without extension. */
  fileName: string
  table: ChartTable
  /** Why there is nothing to draw; null where there is. */
  empty: string | null
}

export interface Axis {
  label: string
  domain: [number, number]
  ticks: number[]
  format: (value: number) => string
  /** Left out: linear. */
  scale?: 'log'
}

export interface Fact {
  label: string
  value: string
}

export interface Point {
  x: number
  y: number
  /** Exact values, shown on hover. */
  facts: Fact[]
  /** Place in the spec's groups. */
  group?: number
  /** What gives the rows behind it. */
  rows?: TableFilter[]
  /** The page behind it. */
  href?: string
}

/** A colour and what it stands for. */
export interface Key {
  name: string
  colour: string
}

export interface Series {
  name: string
  /** Beside the name in the legend: `AUC 0.98`. */
  note: string
  colour: string
  dash: string | undefined
  points: Point[]
  /** Off until it is chosen in the legend. */
  hidden: boolean
  /** A dot at each point: there are few, and each was measured. */
  dots?: boolean
  /** Behind another that says the same more calmly; it answers no pointer. */
  faint?: boolean
  /** A shade around the line, such as one deviation; as many places as there are points. */
  band?: { x: number; low: number; high: number }[]
}

/** A straight line to compare with: the diagonal of chance, a baseline, the identity. */
export interface Reference {
  label: string
  /** In the legend; not where the series' own note says it. */
  listed: boolean
  colour: string
  from: { x: number; y: number }
  to: { x: number; y: number }
}

export interface LineSpec extends Frame {
  x: Axis
  y: Axis
  series: Series[]
  references: Reference[]
}

export interface ScatterSpec extends Frame {
  x: Axis
  y: Axis
  points: Point[]
  references: Reference[]
  /** Without it all points have one colour. */
  groups?: Key[]
}

export interface HistogramSpec extends Frame {
  x: Axis
  y: Axis
  /** `parts`: counts by group, in the order of `groups`, from the bottom up. `rows`: what gives the rows of the bin. */
  bins: { from: number; to: number; count: number; facts: Fact[]; parts?: number[]; rows?: TableFilter[] }[]
  groups?: Key[]
}

export interface BarSpec extends Frame {
  x: Axis
  /** `low` and `high`: ends of an interval around the value. */
  bars: { label: string; value: number; text: string; facts: Fact[]; low?: number | null; high?: number | null; rows?: TableFilter[]; href?: string }[]
  /** A value to compare all bars with. */
  reference?: { value: number; label: string }
}

export interface BoxSpec extends Frame {
  x: Axis
  boxes: { label: string; low: number; q1: number; median: number; q3: number; high: number; mean: number; outliers: number[]; facts: Fact[]; rows?: TableFilter[] }[]
}

/** A square of shaded cells, one for each pair of columns. */
export interface HeatSpec extends Frame {
  columns: string[]
  /** `shade` from −1 to 1; null where there is no value. */
  cells: { row: number; column: number; shade: number | null; text: string; facts: Fact[] }[]
}

/** Small drawings of each pair of columns; the diagonal holds their distributions. */
export interface MatrixSpec extends Frame {
  columns: string[]
  axes: Axis[]
  /** Per column the bins and their heights, 0 to 1. */
  histograms: { from: number; to: number; height: number }[][]
  /** Values in the order of `columns`. */
  points: { values: number[]; group: number }[]
  groups?: Key[]
  r: string[][]
}

export interface MapSpec extends Frame {
  points: { latitude: number; longitude: number; group: number; facts: Fact[] }[]
  groups?: Key[]
}

export interface ConfusionSpec extends Frame {
  target: string
  /** What stands down and across, where that is not what is so and what was predicted. */
  sides?: { down: string; across: string }
  classes: string[]
  cells: { actual: number; predicted: number; count: number; text: string; share: number | null; percent: string; shade: number; right: boolean; facts: Fact[] }[]
  rowTotals: number[]
}
