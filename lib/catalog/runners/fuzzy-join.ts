import { findColumn } from '../columns'
import { ident, numeric } from '../sql-text'
import { equalPairs, fuzzyColumns, FuzzyJoinParams } from '../transform/fuzzy-join'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

const mostPairs = 300_000_000

export const runFuzzyJoin = defineRunner(FuzzyJoinParams, async (step, params) => {
  const relations = { left: input(step, 'left'), right: input(step, 'right') }
  const columns = { left: await physicalTypes(step.engine, relations.left), right: await physicalTypes(step.engine, relations.right) }
  const pairs = equalPairs(params)
  for (const side of ['left', 'right'] as const) {
    requireColumns(columns[side], [params[side], ...pairs.map((pair) => pair[side])], `the ${side} table`)
    const column = findColumn(columns[side], params[side]) as PhysicalColumn
    if (column.type !== 'text') throw new UserError(`“${column.name}” is not text; only text is alike. Make it text by Edit types first.`)
    await loadTexts(step, side, relations[side], column, pairs.map((pair) => pair[side]), params.normalize)
  }
  const blocks = pairs.map((_, index) => `l.b${index} = r.b${index}`)
  const on = blocks.length === 0 ? 'TRUE' : blocks.join(' AND ')
  await refuseTooMany(step, blocks.length)
  await step.engine.run(`CREATE TEMP TABLE "fuzzy pairs" AS SELECT l.id AS l, r.id AS r, ${scoreSql(params)} AS score FROM "fuzzy left texts" AS l JOIN "fuzzy right texts" AS r ON ${on} WHERE ${closeEnough(params)}`)
  const ranked = `SELECT p.l, p.score, t.first AS row, row_number() OVER (PARTITION BY p.l ORDER BY p.score DESC, t.first) AS place FROM "fuzzy pairs" AS p JOIN "fuzzy right texts" AS t ON t.id = p.r`
  const matches = params.matches === 'best' ? `SELECT l, score, row FROM (${ranked}) WHERE place = 1` : `SELECT p.l, p.score, rows.row FROM "fuzzy pairs" AS p JOIN "fuzzy right" AS rows ON rows.id = p.r`
  await step.engine.run(`CREATE TEMP TABLE "fuzzy matches" AS SELECT lefts.row AS lrow, found.row AS rrow, found.score FROM "fuzzy left" AS lefts JOIN (${matches}) AS found ON found.l = lefts.id`)

  const result = fuzzyColumns(params, columns.left, columns.right)
  // Short names of our own keep the two sides apart whatever their columns are called.
  const l = columns.left.map((column, index) => ({ sql: column.sql, short: `l${index}`, as: column.sql }))
  const r = result.right.map(({ from, column }, index) => ({ sql: ident(from), short: `r${index}`, as: ident(column.name) }))
  const sides = (list: typeof l, row: string, relation: string) => `(SELECT ${list.map(({ sql, short }) => `${sql} AS ${short}`).join(', ')}, row_number() OVER () AS ${row} FROM ${relation})`
  const list = [...l, ...r].map(({ short, as }) => `${short} AS ${as}`)
  const { rows } = await step.writeTable(
    'table',
    `SELECT ${list.join(', ')}, m.score AS ${ident(result.score)}
     FROM ${sides(l, 'lplace', relations.left)} AS a ${params.how === 'left' ? 'LEFT' : 'INNER'} JOIN "fuzzy matches" AS m ON m.lrow = a.lplace LEFT JOIN ${sides(r, 'rplace', relations.right)} AS b ON b.rplace = m.rrow
     ORDER BY a.lplace, m.score DESC, m.rrow`,
  )
  const [counts] = await step.engine.all(`SELECT (SELECT count(*) FROM ${relations.left}) AS n, (SELECT count(DISTINCT lrow) FROM "fuzzy matches") AS matched`)
  step.engine.log(`${String(counts?.matched)} of ${String(counts?.n)} left rows have a match; ${rows} rows come out`)
  step.metric('left_rows_unmatched', Number(counts?.n) - Number(counts?.matched))
})

/** Rows with their text's number, and the different texts; rows that can match nothing are left out. */
async function loadTexts(step: TableStep<unknown>, side: 'left' | 'right', relation: string, column: PhysicalColumn, equal: string[], normalize: boolean): Promise<void> {
  const raw = `CAST(${column.sql} AS VARCHAR)`
  const key = normalize ? `trim(regexp_replace(strip_accents(lower(${raw})), '[\\s\\p{Z}]+', ' ', 'g'))` : raw
  const names = equal.map((_, index) => `b${index}`)
  const present = [`key <> ''`, ...names.map((name) => `${name} IS NOT NULL`)].join(' AND ')
  const list = equal.map((name, index) => `, ${ident(name)} AS b${index}`).join('')
  await step.engine.run(`
    CREATE TEMP TABLE ${ident(`fuzzy ${side}`)} AS
    SELECT *, dense_rank() OVER (ORDER BY ${['key', ...names].join(', ')}) AS id FROM (SELECT row_number() OVER () AS row, ${key} AS key${list} FROM ${relation}) WHERE ${present}`)
  await step.engine.run(`CREATE TEMP TABLE ${ident(`fuzzy ${side} texts`)} AS SELECT id, min(row) AS first, any_value(key) AS key${names.map((name) => `, any_value(${name}) AS ${name}`).join('')} FROM ${ident(`fuzzy ${side}`)} GROUP BY id ORDER BY id`)
}

async function refuseTooMany(step: TableStep<unknown>, blocks: number): Promise<void> {
  const names = Array.from({ length: blocks }, (_, index) => `b${index}`)
  const sizes = (side: string) => `(SELECT count(*) AS n${names.map((name) => `, ${name}`).join('')} FROM "fuzzy ${side} texts"${blocks === 0 ? '' : ` GROUP BY ${names.join(', ')}`})`
  const on = blocks === 0 ? 'TRUE' : names.map((name) => `l.${name} = r.${name}`).join(' AND ')
  const [row] = await step.engine.all(`SELECT COALESCE(sum(CAST(l.n AS DOUBLE) * r.n), 0) AS n FROM ${sizes('left')} AS l JOIN ${sizes('right')} AS r ON ${on}`)
  if (Number(row?.n) > mostPairs) throw new UserError(`This would compare ${Math.round(Number(row?.n) / 1e6)} million pairs of texts, more than ${mostPairs / 1e6} million. Name columns that must be equal, or join by equal keys first.`)
  step.metric('pairs_compared', Number(row?.n))
}

function scoreSql({ method }: FuzzyJoinParams): string {
  return method === 'jaro-winkler' ? 'jaro_winkler_similarity(l.key, r.key)' : '(1 - levenshtein(l.key, r.key) / CAST(greatest(strlen(l.key), strlen(r.key)) AS DOUBLE))'
}

/** Texts whose lengths alone differ too much need no comparing. */
function closeEnough(params: FuzzyJoinParams): string {
  const enough = `${scoreSql(params)} >= ${numeric(params.threshold)}`
  if (params.method === 'jaro-winkler') return enough
  return `least(strlen(l.key), strlen(r.key)) >= ${numeric(params.threshold)} * greatest(strlen(l.key), strlen(r.key)) AND ${enough}`
}
