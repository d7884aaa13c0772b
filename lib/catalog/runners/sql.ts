import { nameKey } from '../columns'
import { SqlParams } from '../script/sql'
import { forbiddenFunction, forbiddenWord, queryMistake, trimmedQuery } from '../script/query-checks'
import { ident, text } from '../sql-text'
import type { TableEngine } from '../types'
import { UserError } from '../user-error'
import { engineSentence, isDataError } from './engine-errors'
import { defineRunner } from './support'

/** Wider than Parquet's whole numbers; it would turn them into numbers with a point. */
const wide = new Set(['HUGEINT', 'UHUGEINT', 'UBIGINT'])

export const runSql = defineRunner(SqlParams, async (step, params) => {
  const query = trimmedQuery(params.query)
  const mistake = queryMistake(query)
  if (mistake !== undefined) throw new UserError(`${mistake}.`)
  try {
    const known = new Set<string>()
    for (const relation of Object.values(step.inputs)) for (const column of await step.engine.columns(relation)) known.add(nameKey(column.name))
    await checkStatement(step.engine, query, known)
    // Described by itself: inside brackets the engine would rename a second column of the same name.
    const columns = (await step.engine.all(`DESCRIBE ${query}`)).map((row) => ({ name: String(row.column_name), physical: String(row.column_type) }))
    const twice = columns.find((column, index) => columns.findIndex((other) => nameKey(other.name) === nameKey(column.name)) !== index)
    if (twice) throw new UserError(`Two columns of the result are called “${twice.name}”; give one another name with AS.`)
    const list = columns.map((column) => (wide.has(column.physical) ? `CAST(${ident(column.name)} AS BIGINT) AS ${ident(column.name)}` : ident(column.name)))
    const { rows } = await step.writeTable('table', `SELECT ${list.join(', ')} FROM (${query}\n)`)
    step.metric('rows', rows)
  } catch (error) {
    if (!isDataError(error)) throw error
    throw new UserError(queryError(error), { cause: error })
  }
})

/**
 * One SELECT, seen by the engine's own parser, without what looks outside or changes from run to run.
 * @param known the inputs' columns, by `nameKey`
 */
async function checkStatement(engine: TableEngine, query: string, known: ReadonlySet<string>): Promise<void> {
  const [row] = await engine.all(`SELECT CAST(json_serialize_sql(${text(query)}) AS VARCHAR) AS tree`)
  const tree = JSON.parse(String(row?.tree)) as { error: boolean; error_message?: string; statements?: unknown[] }
  if (tree.error) throw new UserError(`The query is not right: ${tree.error_message ?? 'it cannot be read'}.`)
  if (tree.statements?.length !== 1) throw new UserError('Write one statement; a second one needs a step of its own.')
  const names: Names = { functions: [], columns: [] }
  collect(tree.statements[0], names)
  const forbidden = forbiddenFunction(names.functions) ?? forbiddenWord(names.columns.filter((name) => !known.has(nameKey(name))))
  if (forbidden !== undefined) throw new UserError(`${forbidden}.`)
}

interface Names {
  functions: string[]
  /** Unqualified. */
  columns: string[]
}

interface TreeNode {
  function_name?: unknown
  column_names?: unknown
  sample?: { seed?: unknown } | null
}

/** Collects names from the parse tree; a sample without a seed is refused on the way. */
function collect(part: unknown, names: Names): void {
  if (typeof part !== 'object' || part === null) return
  if (Array.isArray(part)) return part.forEach((item) => collect(item, names))
  const { function_name: called, column_names: path, sample } = part as TreeNode
  if (typeof called === 'string') names.functions.push(called)
  if (Array.isArray(path) && path.length === 1) names.columns.push(String(path[0]))
  if (sample && (sample.seed === undefined || sample.seed === null || Number(sample.seed) < 0)) {
    throw new UserError('A sample needs a seed, so that it can be repeated: USING SAMPLE reservoir(100 ROWS) REPEATABLE (42).')
  }
  for (const value of Object.values(part)) collect(value, names)
}

function queryError(error: Error): string {
  const line = /\n\nLINE (\d+):/.exec(error.message)?.[1]
  const sentence = engineSentence(error)
  const unknownTable = /Table with name (\S+) does not exist/.exec(sentence)
  if (unknownTable) return `The query reads “${unknownTable[1]!.replace(/!$/, '')}”, which is not an input. The inputs that are connected are called in1, in2 and in3.`
  return `The query cannot run${line === undefined ? '' : ` (line ${line})`}: ${sentence}`
}
