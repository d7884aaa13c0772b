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
  const sides = { left: `(SELECT ${listed(l)}, row_number() OVER () AS lrow FROM ${relations.left})`, right: `(SELECT ${listed(r)}, row_number() OVER () AS rrow FROM ${relations.right})` }
  const kind = { inner: 'INNER JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', full: 'FULL JOIN', semi: 'SEMI JOIN', anti: 'ANTI JOIN' }[params.how]
  const order = { inner: 'lrow, rrow', left: 'lrow, rrow', right: 'rrow, lrow', full: 'lrow NULLS LAST, rrow', semi: 'lrow', anti: 'lrow' }[params.how]
  const list = joinedColumns(params, left, right).map(({ column, left: a, right: b }) => {
    const parts = [a !== undefined && l.get(a), b !== undefined && r.get(b)].filter((part) => typeof part === 'string')
    return `${parts.length === 2 ? `COALESCE(${parts.join(', ')})` : parts[0]} AS ${ident(column.name)}`
  })
  const { rows } = await step.writeTable('table', `SELECT ${list.join(', ')} FROM ${sides.left} AS a ${kind} ${sides.right} AS b ON ${on} ORDER BY ${order}`)
  step.metric('rows', rows)
  await report(step, params, relations, pairs, `${sides.left} AS a ANTI JOIN ${sides.right} AS b ON ${on}`, rows)
})

function aliases(letter: string, columns: Column[]): Map<string, string> {
  return new Map(columns.map((column, index) => [column.name, `${letter}${index}`]))
}

function listed(names: Map<string, string>): string {
  return [...names].map(([name, alias]) => `${ident(name)} AS ${alias}`).join(', ')
}

/** Says in the log what a person would want to know: rows without a match, and keys that multiply rows. */
async function report(step: TableStep<unknown>, params: JoinParams, relations: { left: string; right: string }, pairs: { left: string; right: string }[], unmatched: string, rows: number): Promise<void> {
  const [counts] = await step.engine.all(`SELECT (SELECT count(*) FROM ${relations.left}) AS l, (SELECT count(*) FROM ${relations.right}) AS r, (SELECT count(*) FROM ${unmatched}) AS alone`)
  step.engine.log(`${String(counts?.l)} rows on the left, ${String(counts?.r)} on the right, ${rows} joined; ${String(counts?.alone)} left rows have no match`)
  step.metric('left_rows_unmatched', Number(counts?.alone))
  if (params.how === 'semi' || params.how === 'anti') return
  const repeated = { left: await repeatedKeys(step, relations.left, pairs.map((pair) => pair.left)), right: await repeatedKeys(step, relations.right, pairs.map((pair) => pair.right)) }
  const keys = (n: number) => `${n} ${n === 1 ? 'key occurs' : 'keys occur'} more than once`
  if (repeated.right > 0 && repeated.left > 0) step.engine.log(`Warning: ${keys(repeated.right)} in the right table and ${keys(repeated.left)} in the left one, so their rows are paired each with each`)
  else if (repeated.right > 0) step.engine.log(`Warning: ${keys(repeated.right)} in the right table, so left rows are repeated`)
}

async function repeatedKeys(step: TableStep<unknown>, relation: string, keys: string[]): Promise<number> {
  const present = keys.map((name) => `${ident(name)} IS NOT NULL`).join(' AND ')
  const [row] = await step.engine.all(`SELECT count(*) AS n FROM (SELECT 1 FROM ${relation} WHERE ${present} GROUP BY ${keys.map(ident).join(', ')} HAVING count(*) > 1)`)
  return Number(row?.n)
}
