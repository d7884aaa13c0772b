import { delimiters, exportedName, exportMistake, ExportParams } from '../data/export'
import { text } from '../sql-text'
import { UserError } from '../user-error'
import { writeExcel } from './write-excel'
import { defineRunner, input, physicalTypes, type PhysicalColumn } from './support'

export const runExportData = defineRunner(ExportParams, async (step, params) => {
  const table = input(step, 'table')
  const mistake = exportMistake(params)
  if (mistake) throw new UserError(`${mistake.message}.`)
  const columns = await physicalTypes(step.engine, table)
  const [counted] = await step.engine.all(`SELECT count(*) AS n FROM ${table}`)
  const rows = Number(counted?.n)
  const filename = exportedName(params)
  if (params.format === 'excel') {
    await step.writeFile('file', '.xlsx', (file) => writeExcel(step.engine, table, columns, rows, file), { filename, format: 'excel', rows, columns: columns.length })
    step.engine.log(`Wrote ${rows} rows and ${columns.length} columns to ${filename}`)
    step.metric('rows', rows)
    return
  }
  const query = params.format === 'parquet' ? `SELECT * FROM ${table}` : `SELECT ${columns.map((column) => written(column, params)).join(', ')} FROM ${table}`
  const options = params.format === 'parquet' ? 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880' : csvOptions(params)
  const ending = /(\.[a-z]+)+$/.exec(filename)?.[0] ?? ''
  await step.writeFile('file', ending, (file) => step.engine.run(`COPY (${query}) TO ${text(file)} (${options})`), { filename, format: params.format, rows, columns: columns.length })
  step.engine.log(`Wrote ${rows} rows and ${columns.length} columns to ${filename}`)
  step.metric('rows', rows)
})

function csvOptions({ delimiter, header, quote, missing, gzip }: ExportParams): string {
  return [
    'FORMAT csv',
    `DELIMITER ${text(delimiters[delimiter])}`,
    `HEADER ${header}`,
    `NULLSTR ${text(missing)}`,
    `COMPRESSION ${gzip ? 'gzip' : 'none'}`,
    ...(quote === 'all' ? ['FORCE_QUOTE *'] : []),
  ].join(', ')
}

/** NaN is a missing value; a decimal comma makes numbers text. */
function written(column: PhysicalColumn, { decimal }: ExportParams): string {
  const value = column.floating ? `CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END` : column.sql
  if (decimal === 'comma' && column.type === 'number') return `replace(CAST(${value} AS VARCHAR), '.', ',') AS ${column.sql}`
  return column.floating ? `${value} AS ${column.sql}` : value
}
