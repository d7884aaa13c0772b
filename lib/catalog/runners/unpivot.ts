import { sqlTypes } from '../cell'
import { ident, text } from '../sql-text'
import { unpivoted, unpivotMistakes, UnpivotParams } from '../transform/unpivot'
import { UserError } from '../user-error'
import { defineRunner, input, physicalTypes, requireColumns } from './support'

export const runUnpivot = defineRunner(UnpivotParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const mistake = unpivotMistakes(params, columns)[0]
  if (mistake) throw new UserError(`${mistake.message}.`)
  const { melted, kept, type } = unpivoted(params, columns)
  const own = new Set(melted.map((column) => column.physical))
  if (type === 'other' && own.size > 1) throw new UserError(`The columns are ${[...own].join(' and ')}, which do not go into one.`)
  const physical = own.size === 1 ? [...own][0]! : sqlTypes[type as keyof typeof sqlTypes]
  const names = `unnest([${melted.map((column) => text(column.name)).join(', ')}]) AS ${ident(params.nameColumn)}`
  const values = `unnest([${melted.map((column) => `CAST(${column.sql} AS ${physical})`).join(', ')}]) AS ${ident(params.valueColumn)}`
  const value = ident(params.valueColumn)
  const present = melted.some((column) => column.floating) ? `${value} IS NOT NULL AND NOT isnan(${value})` : `${value} IS NOT NULL`
  const { rows } = await step.writeTable('table', `SELECT * FROM (SELECT ${[...kept.map((column) => column.sql), names, values].join(', ')} FROM ${table})${params.dropMissing ? ` WHERE ${present}` : ''}`)
  step.metric('rows', rows)
})
