import type { Field, FieldKind, Searchable } from './schema'
import { refuse, type Token } from './tokens'

const kinds: Record<string, FieldKind> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
}
const datasetKeys = ['name', 'digest', 'context']

/**
 * Reads what is compared or sorted by: `metrics.loss`, `params."learning rate"`, `` tags.`a b` ``, `status`. Takes one token or
 * two and says how many. @throws AppError `invalid`
 */
export function readField(text: string, tokens: Token[], at: number, searchable: Searchable): { field: Field; taken: number } {
  const token = tokens[at]!
  const next = tokens[at + 1]
  if (token.type !== 'word' && token.type !== 'quoted') refuse(text, token.at, 'Expected what to compare, like metrics.loss or params."learning rate"')
  if (token.type === 'word' && token.text.endsWith('.')) {
    if (next?.type !== 'quoted' || next.at !== token.at + token.text.length) refuse(text, token.at, `Expected a name after “${token.text}”`)
    return { field: fieldOf(text, token.at, token.text.slice(0, -1), next.text, searchable), taken: 2 }
  }
  const dot = token.text.indexOf('.')
  if (dot < 0) return { field: fieldOf(text, token.at, 'attribute', token.text, searchable), taken: 1 }
  return { field: fieldOf(text, token.at, token.text.slice(0, dot), unquoted(token.text.slice(dot + 1)), searchable), taken: 1 }
}

/** A key that is quoted within a quoted name, as in "`metrics.\`a\``". */
const unquoted = (key: string) => /^(["`])(.*)\1$/.exec(key)?.[2] ?? key

function fieldOf(text: string, at: number, prefix: string, key: string, searchable: Searchable): Field {
  const kind = kinds[prefix]
  const offered = searchable.kinds.map((name) => `${name}s`).join(', ')
  if (!kind || !searchable.kinds.includes(kind)) refuse(text, at, `Invalid entity type “${prefix}”. Valid are ${offered}`)
  if (kind === 'dataset' && !datasetKeys.includes(key)) refuse(text, at, `Invalid dataset key “${key}”. Valid are ${datasetKeys.join(', ')}`)
  if (kind !== 'attribute') return { kind, key }
  const name = searchable.aliases?.[key] ?? key
  if (!(name in searchable.attributes)) refuse(text, at, `Invalid attribute key “${key}”. Valid are ${Object.keys(searchable.attributes).join(', ')}`)
  return { kind, key: name }
}
