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
}

export interface HistogramSpec extends Frame {
  x: Axis
  y: Axis
  bins: { from: number; to: number; count: number; facts: Fact[] }[]
}

export interface BarSpec extends Frame {
  x: Axis
  bars: { label: string; value: number; text: string; facts: Fact[] }[]
}

export interface ConfusionSpec extends Frame {
  target: string
  classes: string[]
  cells: { actual: number; predicted: number; count: number; text: string; share: number | null; percent: string; shade: number; right: boolean; facts: Fact[] }[]
  rowTotals: number[]
}
