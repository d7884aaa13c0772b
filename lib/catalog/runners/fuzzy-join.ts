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
  const keys: Record<Side, Keyed> = { left: noKeys, right: noKeys }
  for (const side of ['left', 'right'] as const) {
    requireColumns(columns[side], [params[side], ...pairs.map((pair) => pair[side])], `the ${side} table`)
    const column = findColumn(columns[side], params[side]) as PhysicalColumn
    if (column.type !== 'text') throw new UserError(`“${column.name}” is not text; only text is alike. Make it text by Edit types first.`)
    keys[side] = keyed(column, pairs.map((pair) => pair[side]), params.normalize)
    await loadTexts(step, side, relations[side], keys[side])
  }
  const blocks = pairs.map((_, index) => `l.b${index} = r.b${index}`)
  const on = blocks.length === 0 ? 'TRUE' : blocks.join(' AND ')
  await refuseTooMany(step, blocks.length)
  await step.engine.run(`CREATE TEMP TABLE "fuzzy pairs" AS SELECT l.id AS l, r.id AS r, ${scoreSql(params)} AS score FROM "fuzzy left texts" AS l JOIN "fuzzy right texts" AS r ON ${on} WHERE ${closeEnough(params)}`)
  await step.engine.run(`CREATE TEMP TABLE "fuzzy matches" AS ${matchesSql(params, relations.right, keys.right)}`)

  const result = fuzzyColumns(params, columns.left, columns.right)
  // Short names of our own keep the two sides apart whatever their columns are called.
  const l = columns.left.map((column, index) => ({ sql: column.sql, short: `l${index}`, as: column.sql }))
  const r = result.right.map(({ from, column }, index) => ({ sql: ident(from), short: `r${index}`, as: ident(column.name) }))
  const sides = (list: typeof l, row: string, relation: string, more = '') => `(SELECT ${list.map(({ sql, short }) => `${sql} AS ${short}`).join(', ')}, row_number() OVER () AS ${row}${more} FROM ${relation})`
  const list = [...l, ...r].map(({ short, as }) => `${short} AS ${as}`)
  const same = ['key', ...keys.left.names].map((name) => `a.${name} = m.${name}`).join(' AND ')
  const { rows } = await step.writeTable(
    'table',
    `SELECT ${list.join(', ')}, m.score AS ${ident(result.score)}
     FROM ${sides(l, 'lplace', relations.left, `, ${keys.left.list}`)} AS a ${params.how === 'left' ? 'LEFT' : 'INNER'} JOIN "fuzzy matches" AS m ON ${same} LEFT JOIN ${sides(r, 'rplace', relations.right)} AS b ON b.rplace = m.rrow
     ORDER BY a.lplace, m.score DESC, m.rrow`,
  )
  const [counts] = await step.engine.all(`SELECT (SELECT count(*) FROM ${relations.left}) AS n, (SELECT COALESCE(sum(n), 0) FROM "fuzzy left texts" WHERE id IN (SELECT l FROM "fuzzy pairs")) AS matched`)
  step.engine.log(`${String(counts?.matched)} of ${String(counts?.n)} left rows have a match; ${rows} rows come out`)
  step.metric('left_rows_unmatched', Number(counts?.n) - Number(counts?.matched))
})

type Side = 'left' | 'right'

/** What rows are compared by: the select list of `key` and of the columns that must be equal, and what all of them need. */
interface Keyed {
  list: string
  names: string[]
  present: string
}

const noKeys: Keyed = { list: '', names: [], present: '' }

function keyed(column: PhysicalColumn, equal: string[], normalize: boolean): Keyed {
  const raw = `CAST(${column.sql} AS VARCHAR)`
  const key = normalize ? `trim(regexp_replace(strip_accents(lower(${raw})), '[\\s\\p{Z}]+', ' ', 'g'))` : raw
  const names = equal.map((_, index) => `b${index}`)
  return { list: [`${key} AS key`, ...equal.map((name, index) => `${ident(name)} AS b${index}`)].join(', '), names, present: [`key <> ''`, ...names.map((name) => `${name} IS NOT NULL`)].join(' AND ') }
}

/** The different texts with their first row and how many rows have them; rows that can match nothing are left out. Only what differs is sorted. */
async function loadTexts(step: TableStep<unknown>, side: Side, relation: string, { list, names, present }: Keyed): Promise<void> {
  const by = ['key', ...names].join(', ')
  await step.engine.run(`
    CREATE TEMP TABLE ${ident(`fuzzy ${side} texts`)} AS SELECT row_number() OVER () AS id, * FROM (
      SELECT ${by}, min(row) AS first, count(*) AS n FROM (SELECT row_number() OVER () AS row, ${list} FROM ${relation}) WHERE ${present} GROUP BY ${by} ORDER BY ${by})`)
}

/** By text of the left table, the rows of the right one that match it. */
function matchesSql({ matches }: FuzzyJoinParams, right: string, { list, names }: Keyed): string {
  const left = ['key', ...names].map((name) => `l.${name}`).join(', ')
  const pairs = `"fuzzy pairs" AS p JOIN "fuzzy left texts" AS l ON l.id = p.l JOIN "fuzzy right texts" AS t ON t.id = p.r`
  if (matches === 'best') return `SELECT * EXCLUDE (place) FROM (SELECT ${left}, t.first AS rrow, p.score, row_number() OVER (PARTITION BY p.l ORDER BY p.score DESC, t.first) AS place FROM ${pairs}) WHERE place = 1`
  const same = ['key', ...names].map((name) => `rows.${name} = t.${name}`).join(' AND ')
  return `SELECT ${left}, rows.row AS rrow, p.score FROM ${pairs} JOIN (SELECT row_number() OVER () AS row, ${list} FROM ${right}) AS rows ON ${same}`
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
