import { text } from '../sql-text'
import { CleanTextParams, textTypes } from '../transform/clean-text'
import { chosenOrAll } from '../transform/entries'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'
import { defineRunner, input, oneRow, physicalTypes, requireColumns, type PhysicalColumn } from './support'

/** Spaces of every script, and what breaks lines. */
const spaces = '[\\s\\p{Z}]+'

export const runCleanText = defineRunner(CleanTextParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const chosen = chosenOrAll(params.columns, columns, textTypes) as PhysicalColumn[]
  const wrong = chosen.find((column) => column.type !== 'text')
  if (wrong) throw new UserError(`“${wrong.name}” is not text. Make it text by Edit types first.`)
  const nothing = params.replace.findIndex((entry) => entry.find === '')
  if (nothing >= 0) throw new UserError(`Replacement ${nothing + 1} has nothing to look for.`)
  try {
    const changed = await oneRow(step.engine, table, chosen.map((column) => `count(*) FILTER (WHERE ${cleaned(column, params)} IS DISTINCT FROM CAST(${column.sql} AS VARCHAR))`))
    const list = columns.map((column) => (chosen.includes(column) ? `${cleaned(column, params)} AS ${column.sql}` : column.sql))
    await step.writeTable('table', `SELECT ${list.join(', ')} FROM ${table}`)
    chosen.forEach((column, index) => step.engine.log(`“${column.name}”: ${String(changed[index])} ${Number(changed[index]) === 1 ? 'value' : 'values'} changed`))
    step.metric('values_changed', changed.reduce<number>((sum, count) => sum + Number(count), 0))
  } catch (error) {
    throw asUserError(error, 'A pattern is not right: ')
  }
})

function cleaned(column: PhysicalColumn, params: CleanTextParams): string {
  let sql = `CAST(${column.sql} AS VARCHAR)`
  if (params.accents) sql = `strip_accents(${sql})`
  if (params.letterCase === 'lower' || params.letterCase === 'upper') sql = `${params.letterCase}(${sql})`
  if (params.letterCase === 'title') sql = `array_to_string(list_transform(regexp_extract_all(lower(${sql}), '[\\s\\p{Z}]+|[^\\s\\p{Z}]+'), lambda w: upper(w[1]) || w[2:]), '')`
  for (const { find, with: by, regex } of params.replace) sql = regex ? `regexp_replace(${sql}, ${text(find)}, ${text(by)}, 'g')` : `replace(${sql}, ${text(find)}, ${text(by)})`
  if (params.collapse) sql = `regexp_replace(${sql}, ${text(spaces)}, ' ', 'g')`
  if (params.trim) sql = `regexp_replace(regexp_replace(${sql}, ${text(`^${spaces}`)}, ''), ${text(`${spaces}$`)}, '')`
  return params.emptyToMissing ? `nullif(${sql}, '')` : sql
}
