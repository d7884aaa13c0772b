import * as z from 'zod/mini'
import { checkChosen, checkColumn, findColumn, listNames, nameKey } from '../columns'
import type { Column, ColumnType, Field, Inference, InferContext } from '../types'

/** Types of columns that a model can learn from. */
export const featureTypes: ColumnType[] = ['integer', 'number', 'text', 'boolean', 'date', 'timestamp']

/** What every training takes, whatever the algorithm. */
export const sharedParams = {
  target: z._default(z.string(), ''),
  /** Empty: all columns but the target. */
  features: z._default(z.array(z.string()), []),
  exclude: z._default(z.array(z.string()), []),
  max_categories: z._default(z.number().check(z.int(), z.gte(2), z.lte(1000)), 50),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
}
const Shared = z.object(sharedParams)
export type Training = z.infer<typeof Shared>

/** The inspector's order: what is predicted, from what, by which algorithm with which `options`, and what the table needs. */
export function trainingFields(target: Field, algorithm: Field, options: Field[]): Field[] {
  return [
    target,
    { name: 'features', label: 'Learn from', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns but the target.' },
    algorithm,
    ...options,
    ...tableFields,
  ]
}

/** Under More options of every component that learns from a table. */
export const tableFields: Field[] = [
  { name: 'exclude', label: 'Leave out', kind: 'columns', from: 'table', advanced: true, help: 'Columns not to learn from, such as identifiers.' },
  { name: 'max_categories', label: 'Categories of a text column', kind: 'number', min: 2, max: 1000, advanced: true, help: 'At most; the rarest are put together.' },
  { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same result.' },
]

/** What is wrong with target and features; `targetTypes` are those that the component can predict. */
export function inferTraining({ params, inputs }: Pick<InferContext<Training>, 'params' | 'inputs'>, targetTypes: ColumnType[], otherwise: string): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = [...targetProblems(params.target, input, targetTypes, otherwise)]
  problems.push(...checkChosen('features', params.features, input, 'table', featureTypes))
  problems.push(...checkChosen('exclude', params.exclude, input, 'table'))
  if (params.target !== '' && params.features.includes(params.target)) {
    problems.push({
      severity: 'warning',
      param: 'features',
      message: `“${params.target}” is the target; a model cannot learn it from itself`,
      fix: { label: `Remove “${params.target}” from the features`, params: { features: params.features.filter((name) => name !== params.target) } },
    })
  }
  const learned = input && usable(input, params)
  if (learned?.length === 0) {
    problems.push({ severity: 'error', param: 'features', message: 'No column is left to learn from' })
  }
  if (learned) problems.push(...doubtfulFeatures(learned, params))
  return { outputs: {}, problems }
}

function usable(input: Column[], params: Training): Column[] {
  return input.filter(
    ({ name, type }) =>
      name !== params.target && featureTypes.includes(type) && !params.exclude.includes(name) && (params.features.length === 0 || params.features.includes(name)),
  )
}

/** Names that usually tell rows apart and describe none. */
const identifierName = /^(id|uuid|guid|key|index|row|rowid|row_?(id|nr|no|num|number|index)|.+[_ .-](id|uuid|guid|key)|[a-z]+Id|[a-z]+ID|unnamed: ?0)$/
/** Names that a model's own answers have. */
const answerName = /^(prediction|predicted(_.+)?|.*probability_.+|residual|.+_(pred|predicted|prediction))$/i

/** Warnings of the craft: columns whose name says that a model should not learn from them. */
function doubtfulFeatures(learned: Column[], params: Training): Inference['problems'] {
  return learned.flatMap(({ name, type }) => {
    const said = doubt(name, type, params.target)
    if (!said) return []
    const fix =
      params.features.length > 0
        ? { label: `Remove “${name}” from the features`, params: { features: params.features.filter((other) => other !== name) } }
        : { label: `Leave “${name}” out`, params: { exclude: [...params.exclude, name] } }
    return [{ severity: 'warning' as const, port: 'table', param: params.features.length > 0 ? 'features' : 'exclude', message: said, fix }]
  })
}

function doubt(name: string, type: ColumnType, target: string): string | undefined {
  if ((type === 'integer' || type === 'text') && identifierName.test(/[a-z]/.test(name) ? name : name.toLowerCase())) {
    return `“${name}” looks like an identifier; a model that learns from it may fail on new rows`
  }
  if (answerName.test(name)) return `“${name}” looks like the answer of a model; learning from it may leak what is to be predicted`
  const [plain, goal] = [nameKey(name), nameKey(target)]
  if (goal.length > 2 && (plain.startsWith(`${goal}_`) || plain.endsWith(`_${goal}`))) {
    return `“${name}” looks as if it was made from the target “${target}”; learning from it may leak what is to be predicted`
  }
  return undefined
}

function targetProblems(target: string, input: Column[] | undefined, types: ColumnType[], otherwise: string): Inference['problems'] {
  if (target === '') {
    const guess = input && likelyTarget(input, types)
    return [
      {
        severity: 'error',
        param: 'target',
        message: 'Choose the target: the column to predict',
        ...(guess && { fix: { label: `Predict “${guess}”`, params: { target: guess } } }),
      },
    ]
  }
  const column = input && findColumn(input, target)
  if (column && !types.includes(column.type)) {
    return [{ severity: 'error', port: 'table', param: 'target', message: `“${target}” cannot be the target: ${otherwise}` }]
  }
  return checkColumn('target', target, input, 'table')
}

const usualNames = /^(target|label|class|classes|outcome|y|species|survived|churn|diagnosis|quality)$/i

/** A column named as targets usually are, else the last (for classes: the last of text or true/false). */
function likelyTarget(input: Column[], types: ColumnType[]): string | undefined {
  const fitting = input.filter((column) => types.includes(column.type))
  const named = fitting.find((column) => usualNames.test(column.name))
  const categorical = types.includes('text') ? fitting.filter((column) => column.type === 'text' || column.type === 'boolean') : fitting
  return (named ?? categorical.at(-1) ?? fitting.at(-1))?.name
}

/** The card's line: what is predicted, from what, and how. */
export function describeTraining(params: Training, algorithmLabel: string): string {
  const from = params.features.length > 0 ? ` from ${listNames(params.features)}` : ''
  return params.target === '' ? `${algorithmLabel}, no target chosen yet` : `${params.target}${from}, ${algorithmLabel}`
}
