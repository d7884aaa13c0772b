import { PostgresParams } from '../data/postgres'
import { text } from '../sql-text'
import { UserError } from '../user-error'
import { defineRunner } from './support'

interface Read {
  columns: { name: string; sqlType: string }[]
}

/** Longest row, in bytes. */
const longestLine = 16 << 20

/** The agent has fetched the rows (CSV) and their columns (JSON) by then. */
export const runReadPostgres = defineRunner(PostgresParams, async (step, { source }) => {
  const [rows, about] = [step.inputs.rows, step.inputs.columns]
  if (!rows || !about) throw new UserError('The rows were not fetched. Update the agent to the studio’s version.')
  const [read] = (await step.engine.all(`SELECT content FROM read_text(${text(about)})`)) as { content: string }[]
  const { columns } = JSON.parse(read!.content) as Read
  if (columns.length === 0) throw new UserError('The query gives no columns. Write one that selects some.')
  const changed = source.columns !== undefined && source.columns.map(({ name }) => name).join('\0') !== columns.map(({ name }) => name).join('\0')
  if (changed) step.engine.log('The columns are not those that were there when the source was chosen; open the step and read them again.')
  const types = columns.map(({ name, sqlType }) => `${text(name)}: ${text(sqlType)}`).join(', ')
  const { rows: count } = await step.writeTable(
    'table',
    `SELECT * FROM read_csv(${text(rows)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, max_line_size = ${longestLine}, buffer_size = ${2 * longestLine}, columns = {${types}})`,
  )
  step.engine.log(`${count} rows and ${columns.length} columns of ${source.datastore}`)
})
