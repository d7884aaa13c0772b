import * as z from 'zod/mini'
import { ident, numeric, text as literal } from '../sql-text'
import { UserError } from '../user-error'
import { defineLearned, learnedColumn, resultList } from './learned'

const Words = z.object({
  kind: z.literal('text-features'),
  version: z.literal(1),
  column: z.string(),
  keep: z.boolean(),
  ngrams: z.number(),
  sublinear: z.boolean(),
  prefix: z.string(),
  /** Words that are passed over. */
  stop: z.array(z.string()),
  words: z.array(z.object({ word: z.string(), idf: z.number() })),
})
type Words = z.infer<typeof Words>

/** TF-IDF of other texts by the words and weights that were learned, as scikit-learn reads and scales them. */
export const wordWeights = defineLearned(
  Words,
  ({ column }) => [column],
  (_, learned, table, columns) => {
    const column = learnedColumn({ column: learned.column, type: 'text' }, columns)
    const kept = learned.keep ? columns : columns.filter(({ name }) => name !== learned.column)
    const clash = columns.find(({ name }) => name.startsWith('__atelier_'))
    if (clash) throw new UserError(`The column “${clash.name}” has a name that is used here. Rename it first.`)
    const results = learned.words.map(({ word }, at) => ({ column: '', as: `${learned.prefix}${word}`, sql: `coalesce(__atelier_weights[${at + 1}] / nullif(__atelier_length, 0), 0)` }))
    return `SELECT ${resultList(kept, results)} FROM (
      SELECT *, sqrt(list_sum([w * w for w in __atelier_weights])) AS __atelier_length FROM (
        SELECT *, ${weights(learned)} AS __atelier_weights FROM (
          SELECT *, list_aggregate(${grams(learned.ngrams)}, 'histogram') AS __atelier_counts FROM (
            SELECT *, ${tokens(column.sql, learned.stop)} AS __atelier_tokens FROM ${table}))))`
  },
)

/** Runs of two or more letters, digits and underscores, in lower case; a missing text has none. */
function tokens(text: string, stop: string[]): string {
  const all = `regexp_extract_all(lower(coalesce(${text}, '')), '[\\p{L}\\p{N}_]{2,}')`
  return stop.length === 0 ? all : `[t for t in ${all} if NOT list_contains([${stop.map(literal).join(', ')}], t)]`
}

/** Words alone, and with their neighbours up to so many in a row. */
function grams(most: number): string {
  const t = '__atelier_tokens'
  const lists = [t]
  if (most >= 2) lists.push(`[${t}[i] || ' ' || ${t}[i + 1] for i in range(1, len(${t}))]`)
  if (most >= 3) lists.push(`[${t}[i] || ' ' || ${t}[i + 1] || ' ' || ${t}[i + 2] for i in range(1, len(${t}) - 1)]`)
  return lists.length === 1 ? t : `flatten([${lists.join(', ')}])`
}

function weights({ words, sublinear }: Words): string {
  const each = words.map(({ word, idf }) => {
    const count = `map_extract(__atelier_counts, ${literal(word)})[1]`
    return `coalesce(${sublinear ? `(1 + ln(${count}))` : count} * ${numeric(idf)}, 0)`
  })
  return `CAST([${each.join(', ')}] AS DOUBLE[])`
}
