import { freshName, isNumeric } from '../columns'
import type { Column, ColumnType } from '../types'
import type { CleanMissingParams, Fill } from './clean-missing-data'

/** How one column's missing values are filled; `value` is what a constant is typed as. */
export interface FillPlan {
  column: Column
  fill: Fill
  value: string
  /** The column's type afterwards: a mean or median of whole numbers need not be whole. */
  to: ColumnType
}

/** The columns of `input` that the step looks at: the chosen ones, or all. */
export function consideredColumns(params: Pick<CleanMissingParams, 'columns'>, input: Column[]): Column[] {
  if (params.columns.length === 0) return input
  const chosen = new Set(params.columns)
  return input.filter((column) => chosen.has(column.name))
}

/** How each considered column is filled; columns that are left as they are do not appear. */
export function fillPlans(params: CleanMissingParams, input: Column[]): FillPlan[] {
  return consideredColumns(params, input).flatMap((column) => {
    const own = params.perColumn.find((entry) => entry.column === column.name)
    const fill = own?.fill ?? (isNumeric(column.type) ? params.numeric : params.other)
    if (fill === 'leave' || column.type === 'other') return []
    const value = own ? own.value : isNumeric(column.type) ? String(params.numericValue) : params.otherValue
    return [{ column, fill, value, to: filledType(column.type, fill, value) }]
  })
}

function filledType(type: ColumnType, fill: Fill, value: string): ColumnType {
  if (type !== 'integer') return type
  if (fill === 'mean' || fill === 'median') return 'number'
  return fill === 'constant' && !/^\s*[+-]?\d+\s*$/.test(value) ? 'number' : 'integer'
}

/** Names of the true/false columns that remember what was missing, in the order of `filled`. */
export function indicatorNames(filled: string[], all: string[]): { column: string; as: string }[] {
  const taken = [...all]
  return filled.map((column) => {
    const as = freshName(`${column}_missing`, taken)
    taken.push(as)
    return { column, as }
  })
}

/** The columns after filling. */
export function filledColumns(input: Column[], filled: { name: string; to: ColumnType }[], indicators: boolean): Column[] {
  const types = new Map(filled.map(({ name, to }) => [name, to]))
  const columns = input.map(({ name, type }) => ({ name, type: types.get(name) ?? type }))
  if (!indicators) return columns
  const present = filled.map(({ name }) => name)
  return [...columns, ...indicatorNames(present, input.map(({ name }) => name)).map(({ as }): Column => ({ name: as, type: 'boolean' }))]
}
