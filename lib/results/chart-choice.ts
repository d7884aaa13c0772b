import { isNumeric, temporalTypes } from '@/lib/catalog/columns'
import type { Column } from '@/lib/catalog/types'
import type { ChartRequest } from '@/lib/data/chart-query'
import { lineMeasures } from '@/lib/data/line-measures'

/** The charts of a table, in the order in which they are offered. */
export const tableCharts = ['histogram', 'counts', 'box', 'scatter', 'matrix', 'correlation', 'line', 'map'] as const
export type TableChart = (typeof tableCharts)[number]

/** What the address of a page says about a chart; null for what it does not say. */
export interface ChartParams {
  chart: string | null
  x: string | null
  y: string | null
  by: string | null
  /** Names as a JSON list. */
  cols: string | null
  /** Method of a correlation, measure of a line. */
  how: string | null
  bins: string | null
}

export interface Choice {
  kind: TableChart
  x: string | undefined
  y: string | undefined
  by: string | undefined
  columns: string[]
  how: string
  bins: number
}

export const mostMatrix = 5
export const mostCorrelated = 30
const firstCorrelated = 12

const temporal = (column: Column) => temporalTypes.includes(column.type)
const numeric = (column: Column) => isNumeric(column.type)
const groups = (column: Column) => column.type !== 'other'
/** A number for each row says nothing when drawn. */
const isId = (name: string) => /(^|[_\s-])(id|uuid|key|index)$/i.test(name) || /[a-z]I[dD]$/.test(name)

/** Columns that suit each place of a chart. */
export function suitable(kind: TableChart, place: 'x' | 'y' | 'by' | 'columns', columns: Column[]): Column[] {
  if (place === 'by') return columns.filter(groups)
  if (place === 'columns' || place === 'y' || kind === 'map') return columns.filter(numeric)
  return columns.filter(kind === 'counts' ? groups : (column) => numeric(column) || temporal(column))
}

const latitudes = /^(lat|latitude)$|[_\s.-](lat|latitude)$/i
const longitudes = /^(lon|lng|long|longitude)$|[_\s.-](lon|lng|long|longitude)$/i

/** The columns with coordinates, by their names. */
export function coordinates(columns: Column[]): { latitude: string; longitude: string } | null {
  const find = (pattern: RegExp) => columns.find((column) => numeric(column) && pattern.test(column.name))?.name
  const [latitude, longitude] = [find(latitudes), find(longitudes)]
  return latitude !== undefined && longitude !== undefined ? { latitude, longitude } : null
}

/** The chart that tells most at a first glance: places, a course over time, a distribution, or counts. */
export function firstChart(columns: Column[]): TableChart {
  if (coordinates(columns)) return 'map'
  if (columns.some(temporal) && columns.some((column) => numeric(column) && !isId(column.name))) return 'line'
  return columns.some((column) => numeric(column) || temporal(column)) ? 'histogram' : 'counts'
}

/** What is drawn: what the address says where the table has it, else what suits. */
export function chooseChart(params: ChartParams, columns: Column[]): Choice {
  const kind = tableCharts.find((name) => name === params.chart) ?? firstChart(columns)
  const fits = (name: string | null, place: 'x' | 'y' | 'by') => suitable(kind, place, columns).find((column) => column.name === name)?.name
  const numbers = preferred(columns.filter(numeric))
  const firstX = { histogram: numbers[0] ?? columns.find(temporal)?.name, counts: preferred(suitable('counts', 'x', columns).filter((column) => column.type === 'text' || column.type === 'boolean'))[0] ?? columns.find(groups)?.name, scatter: numbers[0], line: columns.find(temporal)?.name ?? numbers[0], map: coordinates(columns)?.longitude ?? numbers[0], box: undefined, matrix: undefined, correlation: undefined }[kind]
  const x = fits(params.x, 'x') ?? firstX
  const y = kind === 'line' && params.y === '' ? undefined : (fits(params.y, 'y') ?? (kind === 'map' ? (coordinates(columns)?.latitude ?? numbers[1]) : numbers.find((name) => name !== x) ?? numbers[0]))
  return {
    kind,
    x,
    y,
    by: fits(params.by, 'by'),
    columns: listOf(params.cols, columns) ?? (kind === 'matrix' ? numbers.slice(0, 4) : numbers.slice(0, firstCorrelated)),
    how: params.how ?? '',
    bins: Math.max(2, Math.min(200, Math.round(Number(params.bins)) || 24)),
  }
}

function preferred(columns: Column[]): string[] {
  return [...columns.filter((column) => !isId(column.name)), ...columns.filter((column) => isId(column.name))].map((column) => column.name)
}

function listOf(text: string | null, columns: Column[]): string[] | null {
  if (text === null) return null
  try {
    const names: unknown = JSON.parse(text)
    return Array.isArray(names) ? columns.filter((column) => numeric(column) && names.includes(column.name)).map((column) => column.name) : null
  } catch {
    return null
  }
}

/** The question to DuckDB; a text where a column is wanting says what to do. */
export function chartRequest(choice: Choice): ChartRequest | string {
  const { kind, x, y, columns } = choice
  const by = choice.by === undefined ? {} : { by: choice.by }
  switch (kind) {
    case 'histogram':
      return x === undefined ? 'A histogram needs a column of numbers or dates; this table has none. Choose Counts.' : { kind, x, bins: choice.bins, ...by }
    case 'counts':
      return x === undefined ? 'This table has no column whose values can be counted.' : { kind, x, most: 30 }
    case 'box':
      return y === undefined ? 'A box plot needs a column of numbers; this table has none.' : { kind, y, ...by }
    case 'scatter':
      return x === undefined || y === undefined || x === y ? 'A scatter needs two columns of numbers.' : { kind, x, y, ...by }
    case 'matrix':
      return columns.length < 2 ? 'A scatter matrix needs two to five columns of numbers. Choose them above.' : { kind, columns: columns.slice(0, mostMatrix), ...by }
    case 'correlation':
      return columns.length < 2 ? 'A correlation needs at least two columns of numbers. Choose them above.' : { kind, columns: columns.slice(0, mostCorrelated), method: choice.how === 'spearman' ? 'spearman' : 'pearson' }
    case 'line':
      return x === undefined ? 'A line needs a column of dates or numbers to go along.' : { kind, x, ...(y !== undefined && { y }), measure: lineMeasures.find((name) => name === choice.how) ?? 'mean', ...by }
    case 'map':
      return x === undefined || y === undefined || x === y ? 'A map needs a column with latitudes and one with longitudes, in degrees.' : { kind, latitude: y, longitude: x, ...by }
  }
}
