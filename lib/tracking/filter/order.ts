import { AppError } from '@/lib/errors'
import { readField } from './field'
import type { Order, Searchable } from './schema'
import { refuse, tokenize } from './tokens'

/** Reads clauses like `metrics.loss DESC`; without a word they ascend. @throws AppError `invalid` */
export function parseOrder(clauses: readonly string[] | undefined, searchable: Searchable): Order[] {
  const orders = (clauses ?? []).filter((clause) => clause.trim() !== '').map((clause) => readOrder(clause, searchable))
  const names = orders.map(({ field }) => `${field.kind}.${field.key}`)
  if (new Set(names).size < names.length) throw new AppError('invalid', `\`order_by\` contains duplicate fields: ${names.join(', ')}`)
  return orders
}

function readOrder(clause: string, searchable: Searchable): Order {
  const tokens = tokenize(clause)
  const { field, taken } = readField(clause, tokens, 0, searchable)
  if (field.kind === 'dataset') refuse(clause, 0, 'Invalid order_by: datasets have no order')
  const direction = tokens[taken]!
  if (direction.type === 'end') return { field, ascending: true }
  const word = direction.type === 'word' ? direction.text.toUpperCase() : ''
  if (word !== 'ASC' && word !== 'DESC') refuse(clause, direction.at, 'Invalid order_by clause: expected ASC or DESC')
  if (tokens[taken + 1]!.type !== 'end') refuse(clause, tokens[taken + 1]!.at, 'Invalid order_by clause: expected the end')
  return { field, ascending: word === 'ASC' }
}
