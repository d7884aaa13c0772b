import { findColumn, sameName } from '../columns'
import { ExpressionError } from '../expression/tokenize'
import { ident } from '../sql-text'
import { compileEntry, ComputeColumnParams, withColumn } from '../transform/compute-column'
import type { Column } from '../types'
import { UserError } from '../user-error'
import { isDataError } from './engine-errors'
import { explainFailure, type Attempt } from './explain-failure'
import { defineRunner, input } from './support'

export const runComputeColumn = defineRunner(ComputeColumnParams, async (step, params) => {
  let from = input(step, 'table')
  let columns = await step.engine.columns(from)
  const attempts: Attempt[] = []
  for (const entry of params.columns) {
    if (entry.name === '') throw new UserError('A computed column has no name.')
    const compiled = compiledOrRefused(entry, columns, params.errors)
    const column: Column = { name: entry.name, type: compiled.type }
    const after = withColumn(columns, column)
    attempts.push({
      label: `“${entry.name}”`,
      from,
      columns,
      strict: compiled.sql,
      lenient: params.errors === 'missing' ? compiled.sql : compileEntry(entry, columns, 'missing').sql,
      uses: compiled.uses,
    })
    const before = columns
    const list = after.map((other) => (sameName(other.name, entry.name) ? `${compiled.sql} AS ${ident(entry.name)}` : ident(findColumn(before, other.name)!.name)))
    from = `(SELECT ${list.join(', ')} FROM ${from})`
    columns = after
  }
  try {
    await step.writeTable('table', `SELECT * FROM ${from}`)
  } catch (error) {
    if (!isDataError(error)) throw error
    for (const attempt of attempts) {
      const found = await explainFailure(step.engine, attempt)
      if (found) throw new UserError(`${found.message} Leave such values missing, or filter these rows out first.`, { cause: error })
    }
    throw error
  }
})

function compiledOrRefused(entry: ComputeColumnParams['columns'][number], columns: Column[], errors: ComputeColumnParams['errors']) {
  try {
    return compileEntry(entry, columns, errors)
  } catch (error) {
    if (error instanceof ExpressionError) throw new UserError(`The expression of ${error.message}${/[.?]$/.test(error.message) ? '' : '.'}`)
    throw error
  }
}
