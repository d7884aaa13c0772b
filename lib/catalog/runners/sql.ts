import { nameKey } from '../columns'
import { SqlParams } from '../script/sql'
import { forbiddenFunction, queryMistake, trimmedQuery } from '../script/query-checks'
import { text } from '../sql-text'
import type { TableEngine } from '../types'
import { UserError } from '../user-error'
import { engineSentence, isDataError } from './engine-errors'
import { defineRunner, physicalTypes } from './support'

/** Wider than Parquet's whole numbers; it would turn them into numbers with a point. */
const wide = new Set(['HUGEINT', 'UHUGEINT', 'UBIGINT'])

export const runSql = defineRunner(SqlParams, async (step, params) => {
  const query = trimmedQuery(params.query)
  const mistake = queryMistake(query)
  if (mistake !== undefined) throw new UserError(`${mistake}.`)
  try {
    await checkStatement(step.engine, query)
    const columns = await physicalTypes(step.engine, `(${query}\n)`)
    const twice = columns.find((column, index) => columns.findIndex((other) => nameKey(other.name) === nameKey(column.name)) !== index)
    if (twice) throw new UserError(`Two columns of the result are called “${twice.name}”; give one another name with AS.`)
    const list = columns.map((column) => (wide.has(column.physical) ? `CAST(${column.sql} AS BIGINT) AS ${column.sql}` : column.sql))
    const { rows } = await step.writeTable('table', `SELECT ${list.join(', ')} FROM (${query}\n)`)
    step.metric('rows', rows)
  } catch (error) {
    if (!isDataError(error)) throw error
    throw new UserError(queryError(error), { cause: error })
  }
})

/** One SELECT, seen by the engine's own parser, without functions that look outside or change from run to run. */
async function checkStatement(engine: TableEngine, query: string): Promise<void> {
  const [row] = await engine.all(`SELECT CAST(json_serialize_sql(${text(query)}) AS VARCHAR) AS tree`)
  const tree = JSON.parse(String(row?.tree)) as { error: boolean; error_message?: string; statements?: unknown[] }
  if (tree.error) throw new UserError(`The query is not right: ${tree.error_message ?? 'it cannot be read'}.`)
  if (tree.statements?.length !== 1) throw new UserError('Write one statement; a second one needs a step of its own.')
  const found: string[] = []
  visit(tree.statements[0], found)
  const forbidden = forbiddenFunction(found)
  if (forbidden !== undefined) throw new UserError(`${forbidden}.`)
}

/** Collects function names; a sample without a seed is refused on the way. */
function visit(part: unknown, found: string[]): void {
  if (typeof part !== 'object' || part === null) return
  if (Array.isArray(part)) return part.forEach((item) => visit(item, found))
  const { function_name: name, sample } = part as { function_name?: unknown; sample?: { seed?: unknown } | null }
  if (typeof name === 'string') found.push(name)
  if (sample && (sample.seed === undefined || sample.seed === null || Number(sample.seed) < 0)) {
    throw new UserError('A sample needs a seed, so that it can be repeated: USING SAMPLE reservoir(100 ROWS) REPEATABLE (42).')
  }
  for (const value of Object.values(part)) visit(value, found)
}

function queryError(error: Error): string {
  const line = /\n\nLINE (\d+):/.exec(error.message)?.[1]
  const sentence = engineSentence(error)
  const unknownTable = /Table with name (\S+) does not exist/.exec(sentence)
  if (unknownTable) return `The query reads “${unknownTable[1]!.replace(/!$/, '')}”, which is not an input. The inputs that are connected are called in1, in2 and in3.`
  return `The query cannot run${line === undefined ? '' : ` (line ${line})`}: ${sentence}`
}
