import { findColumn, isNumeric } from '../columns'
import { countWords, holds, signed, textsHold } from '../control/comparison'
import { aggregateWords, IfParams, ofAnyColumn, type Aggregate } from '../control/if'
import { UserError } from '../user-error'
import { defineRunner, finiteNumber, input, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

/** Passes the table on, byte for byte, at one of the two outputs; the other stays empty, and what needs it is skipped. */
export const runIf = defineRunner(IfParams, async (step, params) => {
  const table = input(step, 'table')
  const verdict = await decide(params, async (expression) => (await oneRow(step.engine, table, [expression]))[0], () => physicalTypes(step.engine, table))
  const port = verdict.holds ? 'then' : 'else'
  step.engine.log(`${verdict.found}: ${port}`)
  await step.passInput(port, 'table', { found: verdict.found })
})

interface Verdict {
  holds: boolean
  /** What decided, in words: `344 rows, not at least 1000`. */
  found: string
}

async function decide(params: IfParams, one: (expression: string) => Promise<unknown>, types: () => Promise<PhysicalColumn[]>): Promise<Verdict> {
  const { test, operator, threshold } = params
  if (test === 'value') return ofTexts(params)
  if (test === 'rows') {
    const rows = Number(await one('count(*)'))
    const yes = holds(rows, operator, threshold)
    return { holds: yes, found: `${rows} ${rows === 1 ? 'row' : 'rows'}, ${yes ? '' : 'not '}${countWords(operator, threshold)}` }
  }
  const columns = await types()
  requireColumns(columns, [params.column])
  const name = `${aggregateWords[params.aggregate].toLowerCase()} of “${params.column}”`
  const value = finiteNumber(await one(expressionOf(findColumn(columns, params.column) as PhysicalColumn, params.aggregate)))
  if (value === undefined) return { holds: false, found: `there is no ${name}, since it has no values` }
  const yes = holds(value, operator, threshold)
  return { holds: yes, found: `${name} is ${Number(value.toPrecision(12))}, ${yes ? '' : 'not '}${signed(operator, threshold)}` }
}

function ofTexts({ left, operator, right }: IfParams): Verdict {
  const yes = textsHold(left, operator, right)
  if (yes === undefined) throw new UserError(`“${left}” and “${right}” have no order, since not both are numbers. Compare whether they are equal.`)
  return { holds: yes, found: `“${left}” ${yes ? 'is' : 'is not'} ${signed(operator, `“${right}”`)}` }
}

function expressionOf(column: PhysicalColumn, aggregate: Aggregate): string {
  if (!ofAnyColumn.includes(aggregate) && !isNumeric(column.type)) throw new UserError(`“${column.name}” holds no numbers, so it has no ${aggregateWords[aggregate].toLowerCase()}. Choose a column of numbers, or count its values.`)
  const present = column.floating ? `CASE WHEN NOT isnan(${column.sql}) THEN ${column.sql} END` : column.sql
  const missing = `(count(*) - count(${present}))`
  switch (aggregate) {
    case 'distinct':
      return `count(DISTINCT ${present})`
    case 'missing':
      return missing
    case 'missing-share':
      return `CASE WHEN count(*) > 0 THEN ${missing} / count(*) END`
    default:
      return `${aggregate === 'mean' ? 'avg' : aggregate}(${realValue(column)})`
  }
}
