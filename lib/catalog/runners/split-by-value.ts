import { findColumn, typeName } from '../columns'
import { numeric, text } from '../sql-text'
import { listValues } from '../transform/conditions'
import { cutLiteral, splitMistake, SplitByValueParams } from '../transform/split-by-value'
import { UserError } from '../user-error'
import { marked, marks } from './marks'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

const ordered = ['date', 'timestamp', 'integer', 'number']

export const runSplitByValue = defineRunner(SplitByValueParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, [params.column])
  const column = findColumn(columns, params.column) as PhysicalColumn
  if ((params.method === 'share' || params.method === 'cut') && !ordered.includes(column.type)) throw new UserError(`“${column.name}” is ${typeName(column.type)}; this needs a date or a number.`)
  const mistake = splitMistake(params, column.type)
  if (mistake) throw new UserError(`${mistake.message}.`)
  const value = column.floating ? `(CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END)` : column.sql
  if (params.method !== 'groups') {
    const [gaps] = await step.engine.all(`SELECT count(*) AS n FROM ${table} WHERE ${value} IS NULL`)
    if (Number(gaps?.n) > 0) {
      const many = `${String(gaps?.n)} ${Number(gaps?.n) === 1 ? 'row has' : 'rows have'} no “${column.name}”`
      if (params.missing === 'stop') throw new UserError(`${many}. Say to which part such rows go, or fill them first.`)
      step.engine.log(`${many}, and ${Number(gaps?.n) === 1 ? 'goes' : 'go'} to the ${params.missing} part`)
    }
  }
  const numbered = `(SELECT row_number() OVER () AS row, ${value} AS value FROM ${table})`
  const first =
    params.method === 'cut'
      ? `rows.value < ${cutLiteral(params.cut, column.type)!}`
      : params.method === 'values'
        ? `CAST(rows.value AS VARCHAR) IN (${listValues(params.values).map(text).join(', ')})`
        : 'groups.taken'
  const orElse = params.method !== 'groups' && params.missing === 'first' ? 'TRUE' : 'FALSE'
  const grouped = params.method === 'share' || params.method === 'groups'
  if (grouped) await step.engine.run(`CREATE TEMP TABLE "row groups" AS ${groupsQuery(params, numbered)}`)
  const from = `${numbered} AS rows${grouped ? ' LEFT JOIN "row groups" AS groups ON rows.value IS NOT DISTINCT FROM groups.value' : ''}`
  await step.engine.run(`CREATE TEMP TABLE ${marks} AS SELECT COALESCE(${first}, ${orElse}) AS in_first FROM ${from} ORDER BY rows.row`)
  const { rows } = await step.writeTable('first', marked(table, 'in_first'))
  const { rows: second } = await step.writeTable('second', marked(table, 'NOT in_first'))
  step.engine.log(`${rows} rows in the first part, ${second} in the second`)
  if (rows === 0 || second === 0) step.engine.log('Warning: one part is empty')
  step.metric('rows_first', rows)
  step.metric('rows_second', second)
})

/** Each value, and whether its rows are in the first part: taken in order while that brings the part nearer to its share. */
function groupsQuery({ method, share, seed }: SplitByValueParams, numbered: string): string {
  const byChance = `md5_number_lower(concat(${numeric(seed)}, ':', CAST(value AS VARCHAR))), value NULLS LAST`
  const sizes = `SELECT value, count(*) AS size FROM ${numbered}${method === 'share' ? ' WHERE value IS NOT NULL' : ''} GROUP BY value`
  return `SELECT value, sum(size) OVER (ORDER BY ${method === 'share' ? 'value' : byChance} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - size / 2.0 <= ${numeric(share)} * sum(size) OVER () AS taken FROM (${sizes})`
}
