import { sqlTypes } from '../cell'
import { ident } from '../sql-text'
import { appendedColumns, appendMistakes, appendPorts, AppendRowsParams, originName, type AppendedColumn } from '../transform/append-rows'
import { UserError } from '../user-error'
import { defineRunner, input, physicalTypes, type PhysicalColumn } from './support'

export const runAppendRows = defineRunner(AppendRowsParams, async (step, params) => {
  input(step, 'first')
  input(step, 'second')
  const ports = appendPorts.filter((port) => step.inputs[port] !== undefined)
  const tables: PhysicalColumn[][] = []
  for (const port of ports) tables.push(await physicalTypes(step.engine, input(step, port)))
  const columns = appendedColumns(params, tables)
  const mistake = appendMistakes(params, tables, columns)[0]
  if (mistake) throw new UserError(`${mistake.message}.`)
  const origin = originName(params, columns)
  const types = columns.map(physicalType)
  const parts = ports.map((port, table) => {
    const list = columns.map((column, index) => `CAST(${column.from[table] ? ident(column.from[table].name) : 'NULL'} AS ${types[index]!}) AS ${ident(column.name)}`)
    if (origin !== undefined) list.push(`CAST(${table + 1} AS BIGINT) AS ${ident(origin)}`)
    return `(SELECT ${list.join(', ')} FROM ${input(step, port)})`
  })
  const { rows } = await step.writeTable('table', parts.join(' UNION ALL '))
  for (const { name, from } of columns) {
    const without = ports.filter((_, table) => from[table] === undefined)
    if (without.length > 0) step.engine.log(`“${name}” is missing in the rows of ${without.length === 1 ? `the ${without[0]} table` : `the tables ${without.join(', ')}`}`)
  }
  step.metric('rows', rows)
})

/** The tables' own type where all agree, so that no decimal or zone is lost; else the common one. */
export function physicalType({ name, type, from }: AppendedColumn): string {
  const own = new Set(from.filter((column) => column !== undefined).map((column) => (column as PhysicalColumn).physical))
  if (own.size === 1) return [...own][0]!
  if (type === 'other') throw new UserError(`“${name}” is ${[...own].join(' in one table and ')} in another, which do not go together.`)
  return sqlTypes[type]
}
