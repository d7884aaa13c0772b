import * as z from 'zod/mini'
import { checkColumn, findColumn, isNumeric, sameName } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference, type TableSchema } from '../types'

export const RecommenderParams = z.object({
  user: z._default(z.string(), ''),
  item: z._default(z.string(), ''),
  /** Empty: a row tells that the user did something with the item. */
  rating: z._default(z.string(), ''),
  /** Empty: any of a user's deeds are hidden for the back-test, else the latest. */
  time: z._default(z.string(), ''),
  top: z._default(z.number().check(z.int(), z.gte(1), z.lte(1000)), 10),
  new_only: z._default(z.boolean(), true),
  factors: z._default(z.number().check(z.int(), z.gte(1), z.lte(500)), 20),
  regularization: z._default(z.number().check(z.gt(0), z.lte(1000)), 0.1),
  confidence: z._default(z.number().check(z.gte(0), z.lte(10_000)), 40),
  rounds: z._default(z.number().check(z.int(), z.gte(1), z.lte(500)), 15),
  /** Share of each user's deeds; 0 leaves the back-test out. */
  holdout: z._default(z.number().check(z.gte(0), z.lte(0.9)), 0.2),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
})
export type RecommenderParams = z.infer<typeof RecommenderParams>

const outputNames = ['rank', 'score']

function infer({ params, inputs, connected }: InferContext<RecommenderParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = []
  for (const [param, what] of [['user', 'users'], ['item', 'items']] as const) {
    const name = params[param]
    if (name === '') problems.push({ severity: 'error', param, message: `Choose the column with the ${what}`, ...guess(param, input) })
    else if (outputNames.some((taken) => sameName(taken, name))) problems.push({ severity: 'error', param, message: `The result has a column “${name}” of its own; rename this one before` })
    problems.push(...checkColumn(param, name, input, 'table'))
  }
  if (params.user !== '' && params.user === params.item) problems.push({ severity: 'error', param: 'item', message: 'Users and items are the same column' })
  for (const param of ['rating', 'time'] as const) problems.push(...checkColumn(param, params[param], input, 'table'))
  const rating = input && findColumn(input, params.rating)
  if (rating && !isNumeric(rating.type)) problems.push({ severity: 'error', port: 'table', param: 'rating', message: `“${params.rating}” is not a number`, fix: { label: 'Count rows instead', params: { rating: '' } } })
  const backtest: Column[] = [{ name: 'metric', type: 'text' }, { name: 'value', type: 'number' }, { name: 'baseline', type: 'number' }]
  const [user, item] = [input && findColumn(input, params.user), input && findColumn(input, params.item)]
  const score: Column = { name: 'score', type: 'number' }
  if (!user || !item || problems.length > 0) return { outputs: { recommendations: undefined, pairs: undefined, backtest }, problems }
  for (const [port, names] of [['users', [user.name]], ['pairs', [user.name, item.name]]] as const) {
    for (const name of names) problems.push(...checkColumn(name === user.name ? 'user' : 'item', name, inputs[port], port))
  }
  return { outputs: { recommendations: [user, { name: 'rank', type: 'integer' }, item, score], pairs: pairsOf(connected.has('pairs'), inputs.pairs, [user, item, score]), backtest }, problems }
}

function pairsOf(connected: boolean, input: TableSchema, alone: Column[]): TableSchema {
  if (!connected) return alone
  return input && !input.some(({ name }) => sameName(name, 'score')) ? [...input, alone[2]!] : undefined
}

const usual = { user: /^(user|customer|member|visitor|person|reader)/i, item: /^(item|product|movie|film|article|book|song|sku|title)/i }

function guess(param: 'user' | 'item', input: TableSchema) {
  const name = input?.find((column) => usual[param].test(column.name))?.name
  return name === undefined ? {} : { fix: { label: `Use “${name}”`, params: { [param]: name } } }
}

export const recommender = defineComponent({
  id: 'learn.recommender',
  version: 1,
  name: 'Recommend',
  category: 'Learn',
  icon: 'thumbs-up',
  summary: 'Suggest items to users from what they did or how they rated',
  keywords: ['recommendation', 'collaborative filtering', 'matrix factorization', 'als', 'svd', 'ratings', 'next best offer', 'top n'],
  inputs: [
    { name: 'table', type: 'table', label: 'What users did', help: 'A row for each deed or rating: a user and an item.' },
    { name: 'users', type: 'table', label: 'Users', help: 'Those to recommend to; without it all.', optional: true },
    { name: 'pairs', type: 'table', label: 'Pairs to score', help: 'Rows with a user and an item.', optional: true },
  ],
  outputs: [
    { name: 'recommendations', type: 'table', label: 'Recommendations', help: 'For each user the best items, best first.' },
    { name: 'pairs', type: 'table', label: 'Scored pairs', help: 'The pairs with their scores; empty where none are connected.' },
    { name: 'backtest', type: 'table', label: 'Back-test', help: 'How well hidden deeds were found again, against popularity alone.' },
  ],
  params: RecommenderParams,
  fields: [
    { name: 'user', label: 'Users', kind: 'column', from: 'table' },
    { name: 'item', label: 'Items', kind: 'column', from: 'table' },
    { name: 'rating', label: 'Ratings', kind: 'column', from: 'table', types: ['integer', 'number'], help: 'Empty: a row means interest, and repeated rows more of it.' },
    { name: 'top', label: 'Items for each user', kind: 'number', min: 1, max: 1000, step: 1, help: 'At most.' },
    { name: 'new_only', label: 'Only new items', kind: 'switch', help: 'Leaves out what the user has done or rated already.' },
    { name: 'factors', label: 'Factors', kind: 'number', min: 1, max: 500, step: 5, help: 'How many tastes are told apart. More needs more rows.' },
    { name: 'regularization', label: 'Regularization', kind: 'number', min: 0.0001, max: 1000, step: 0.05, help: 'Larger holds the factors back more.' },
    { name: 'confidence', label: 'Weight of a deed', kind: 'number', min: 0, max: 10_000, step: 10, advanced: true, visible: ({ rating }) => rating === '', help: 'How much more what happened counts than what did not.' },
    { name: 'rounds', label: 'Rounds', kind: 'number', min: 1, max: 500, step: 5, advanced: true, help: 'How often users and items are adjusted to each other.' },
    { name: 'holdout', label: 'Hide for the back-test', kind: 'number', min: 0, max: 0.9, step: 0.05, help: 'This share of each user’s deeds. 0 leaves the back-test out.' },
    { name: 'time', label: 'Time', kind: 'column', from: 'table', types: ['date', 'timestamp', 'integer', 'number'], advanced: true, help: 'Hides each user’s latest deeds, as in real use. Empty: any.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same result.' },
  ],
  describe: ({ user, item, top, rating }) => (user === '' || item === '' ? 'no users and items chosen yet' : `${top} × ${item} for each ${user}, by ${rating === '' ? 'deeds' : rating}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'recommend' },
  deterministic: true,
})
