import { findColumn } from '../columns'
import { compileExpression } from '../expression/compile'
import { ExpressionError } from '../expression/tokenize'
import { conditionSql } from '../transform/conditions'
import { FilterRowsParams } from '../transform/filter-rows'
import type { TableEngine } from '../types'
import { UserError } from '../user-error'
import { isDataError } from './engine-errors'
import { explainFailure } from './explain-failure'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

export const runFilterRows = defineRunner(FilterRowsParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const condition = params.use === 'expression' ? expressionSql(params.expression, columns) : conditionsSql(params, columns)
  // TRUE and FALSE decide; NULL is a row that cannot be judged.
  const where = `COALESCE(${condition}, ${params.missing === 'keep' ? 'TRUE' : 'FALSE'})`
  const [counted] = await step.engine.all(`SELECT count(*) AS n FROM ${table}`)
  try {
    const { rows } = await step.writeTable('table', `SELECT * FROM ${table} WHERE ${where}`)
    step.engine.log(`Kept ${rows} of ${Number(counted?.n)} rows`)
    step.metric('rows_kept', rows)
    step.metric('rows_dropped', Number(counted?.n) - rows)
  } catch (error) {
    if (!isDataError(error) || params.use !== 'expression') throw error
    throw (await explained(step.engine, params.expression, table, columns)) ?? error
  }
})

function conditionsSql(params: FilterRowsParams, columns: PhysicalColumn[]): string {
  requireColumns(columns, params.conditions.map((condition) => condition.column))
  const parts = params.conditions.map((condition) => {
    const column = findColumn(columns, condition.column) as PhysicalColumn
    const operand = column.floating ? `(CASE WHEN isnan(${column.sql}) THEN NULL ELSE ${column.sql} END)` : column.sql
    const made = conditionSql(condition, column.type, operand, params.ignoreCase)
    if ('problem' in made) throw new UserError(`${made.problem}.`)
    return made.sql
  })
  return parts.length === 0 ? 'TRUE' : `(${parts.join(params.match === 'all' ? ' AND ' : ' OR ')})`
}

function expressionSql(expression: string, columns: PhysicalColumn[]): string {
  try {
    const { sql, type } = compileExpression(expression, columns)
    if (type !== 'boolean' && type !== 'other') throw new UserError('The expression must be a condition that is true or false for each row.')
    return sql
  } catch (error) {
    if (error instanceof ExpressionError) throw new UserError(`The expression is not right: ${error.message}.`)
    throw error
  }
}

function explained(engine: TableEngine, expression: string, table: string, columns: PhysicalColumn[]): Promise<UserError | undefined> {
  const strict = compileExpression(expression, columns, 'stop')
  const lenient = compileExpression(expression, columns, 'missing')
  return explainFailure(engine, { label: 'The condition', from: table, columns, strict: strict.sql, lenient: lenient.sql, uses: strict.uses })
}
