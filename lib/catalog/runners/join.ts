import { findColumn } from '../columns'
import { ident } from '../sql-text'
import { joinedColumns, JoinParams, keyMismatch, keyPairs } from '../transform/join'
import type { Column, TableStep } from '../types'
import { UserError } from '../user-error'
import { defineRunner, input, requireColumns } from './support'

export const runJoin = defineRunner(JoinParams, async (step, params) => {
  const relations = { left: input(step, 'left'), right: input(step, 'right') }
  const left = await step.engine.columns(relations.left)
  const right = await step.engine.columns(relations.right)
  const pairs = keyPairs(params)
  if (pairs.length === 0) throw new UserError('No key is chosen; a join needs at least one pair of columns.')
  requireColumns(left, pairs.map((pair) => pair.left), 'the left table')
  requireColumns(right, pairs.map((pair) => pair.right), 'the right table')
  for (const pair of pairs) {
    const mismatch = keyMismatch(findColumn(left, pair.left)!, findColumn(right, pair.right)!)
    if (mismatch) throw new UserError(`${mismatch}.`)
  }

  // Short names of our own keep the two sides apart whatever their columns are called.
  const l = aliases('l', left)
  const r = aliases('r', right)
  const on = pairs.map((pair) => `${l.get(pair.left)} = ${r.get(pair.right)}`).join(' AND ')
  const numbers = { left: await step.numbered('left'), right: await step.numbered('right') }
  const repeated = params.how === 'semi' || params.how === 'anti' ? 0 : await repeatedKeys(step, relations.right, pairs.map((pair) => pair.right))
  const sides = { left: `(SELECT ${listed(l)}, ${numbers.left.row} AS lrow FROM ${numbers.left.table})`, right: `(SELECT ${listed(r)}, ${numbers.right.row} AS rrow FROM ${numbers.right.table})` }
  const kind = { inner: 'INNER JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', full: 'FULL JOIN', semi: 'SEMI JOIN', anti: 'ANTI JOIN' }[params.how]
  // Where each left row has one partner at most, its place alone decides, which is quicker to sort by.
  const place = repeated === 0 ? 'lrow' : 'lrow, rrow'
  const order = { inner: place, left: place, right: 'rrow, lrow', full: 'lrow NULLS LAST, rrow', semi: 'lrow', anti: 'lrow' }[params.how]
  const list = joinedColumns(params, left, right).map(({ column, left: a, right: b }) => {
    const parts = [a !== undefined && l.get(a), b !== undefined && r.get(b)].filter((part) => typeof part === 'string')
    return `${parts.length === 2 ? `COALESCE(${parts.join(', ')})` : parts[0]} AS ${ident(column.name)}`
  })
  const { rows } = await step.writeTable('table', `SELECT ${list.join(', ')} FROM ${sides.left} AS a ${kind} ${sides.right} AS b ON ${on} ORDER BY ${order}`)
  step.metric('rows', rows)
  await report(step, params, { ...relations, pairs, repeated, rows })
})

function aliases(letter: string, columns: Column[]): Map<string, string> {
  return new Map(columns.map((column, index) => [column.name, `${letter}${index}`]))
}

function listed(names: Map<string, string>): string {
  return [...names].map(([name, alias]) => `${ident(name)} AS ${alias}`).join(', ')
}

interface Joined {
  left: string
  right: string
  pairs: { left: string; right: string }[]
  /** Keys that occur more than once in the right table. */
  repeated: number
  rows: number
}

/** Says in the log what a person would want to know: rows without a match, and keys that multiply rows. */
async function report(step: TableStep<unknown>, { how }: JoinParams, { left, right, pairs, repeated, rows }: Joined): Promise<void> {
  const [counts] = await step.engine.all(`SELECT (SELECT count(*) FROM ${left}) AS l, (SELECT count(*) FROM ${right}) AS r`)
  const known: Partial<Record<JoinParams['how'], number>> = { semi: Number(counts?.l) - rows, anti: rows, ...(repeated === 0 && { inner: Number(counts?.l) - rows }) }
  const alone = known[how] ?? (await unmatched(step, left, right, pairs))
  step.engine.log(`${String(counts?.l)} rows on the left, ${String(counts?.r)} on the right, ${rows} joined; ${alone} left rows have no match`)
  step.metric('left_rows_unmatched', alone)
  if (repeated === 0) return
  const repeatedLeft = await repeatedKeys(step, left, pairs.map((pair) => pair.left))
  const keys = (n: number) => `${n} ${n === 1 ? 'key occurs' : 'keys occur'} more than once`
  if (repeatedLeft > 0) step.engine.log(`Warning: ${keys(repeated)} in the right table and ${keys(repeatedLeft)} in the left one, so their rows are paired each with each`)
  else step.engine.log(`Warning: ${keys(repeated)} in the right table, so left rows are repeated`)
}

async function unmatched(step: TableStep<unknown>, left: string, right: string, pairs: { left: string; right: string }[]): Promise<number> {
  const on = pairs.map((pair) => `a.${ident(pair.left)} = b.${ident(pair.right)}`).join(' AND ')
  const [row] = await step.engine.all(`SELECT count(*) AS n FROM ${left} AS a ANTI JOIN ${right} AS b ON ${on}`)
  return Number(row?.n)
}

async function repeatedKeys(step: TableStep<unknown>, relation: string, keys: string[]): Promise<number> {
  const present = keys.map((name) => `${ident(name)} IS NOT NULL`).join(' AND ')
  const [row] = await step.engine.all(`SELECT count(*) AS n FROM (SELECT 1 FROM ${relation} WHERE ${present} GROUP BY ${keys.map(ident).join(', ')} HAVING count(*) > 1)`)
  return Number(row?.n)
}
