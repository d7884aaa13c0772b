import { ident } from '../sql-text'
import { RemoveDuplicatesParams } from '../transform/remove-duplicates'
import { marked, marks } from './marks'
import { defineRunner, input, physicalTypes, requireColumns } from './support'

export const runRemoveDuplicates = defineRunner(RemoveDuplicatesParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const chosen = new Set(params.columns)
  const keys = columns.filter((column) => chosen.size === 0 || chosen.has(column.name))
  const list = keys.map((column, index) => `${column.type === 'text' && params.ignoreCase ? `lower(CAST(${column.sql} AS VARCHAR))` : column.sql} AS ${ident(`k${index}`)}`)
  const group = keys.map((_, index) => ident(`k${index}`)).join(', ')
  const kept = '"rows kept"'
  await step.engine.run(`
    CREATE TEMP TABLE ${kept} AS
    SELECT ${params.keep === 'last' ? 'max' : 'min'}(row) AS row, count(*) AS n
    FROM (SELECT row_number() OVER () AS row, ${list.join(', ')} FROM ${table})
    GROUP BY ${group}${params.keep === 'none' ? ' HAVING count(*) = 1' : ''}`)
  await step.engine.run(`
    CREATE TEMP TABLE ${marks} AS
    SELECT kept.row IS NOT NULL AS unique_row
    FROM (SELECT row_number() OVER () AS row FROM ${table}) AS rows LEFT JOIN ${kept} AS kept ON rows.row = kept.row
    ORDER BY rows.row`)
  const { rows } = await step.writeTable('table', marked(table, 'unique_row'))
  const { rows: dropped } = await step.writeTable('duplicates', marked(table, 'NOT unique_row'))
  step.engine.log(`Kept ${rows} of ${rows + dropped} rows`)
  step.metric('rows_kept', rows)
  step.metric('rows_dropped', dropped)
})
