import { z } from 'zod'
import { checkChosen, checkColumn, findColumn, listNames } from '../columns'
import type { Column, ColumnType, Field, Inference, InferContext } from '../types'

/** Types of columns that a model can learn from. */
export const featureTypes: ColumnType[] = ['integer', 'number', 'text', 'boolean', 'date', 'timestamp']

/** What both trainings take, whatever the algorithm. */
export const sharedParams = {
  target: z.string().default(''),
  /** Empty: all columns but the target. */
  features: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  /** Null leaves a tree to grow until its leaves are pure. */
  max_depth: z.number().int().min(1).max(1000).nullable().default(null),
  /** Null: 1, for gradient boosting 20. */
  min_samples_leaf: z.number().int().min(1).nullable().default(null),
  n_estimators: z.number().int().min(1).max(5000).default(200),
  learning_rate: z.number().gt(0).max(10).default(0.1),
  /** Null: 1000 for logistic regression, 100 for gradient boosting. */
  max_iter: z.number().int().min(1).max(100_000).nullable().default(null),
  max_leaf_nodes: z.number().int().min(2).nullable().default(31),
  l2_regularization: z.number().min(0).default(0),
  early_stopping: z.boolean().default(false),
  max_categories: z.number().int().min(2).max(1000).default(50),
  seed: z.number().int().min(0).max(4_294_967_295).default(42),
}
const Shared = z.object(sharedParams)
type Training = z.infer<typeof Shared> & { algorithm: string }

const forAlgorithms =
  (...algorithms: string[]) =>
  (params: Record<string, unknown>) =>
    algorithms.includes(String(params.algorithm))

/** Fields for the table and for tree algorithms, in the inspector's order; `own` are those of the component's own algorithms. */
export function trainingFields(target: Field, algorithm: Field, own: Field[]): Field[] {
  return [
    target,
    { name: 'features', label: 'Learn from', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns but the target.' },
    algorithm,
    ...own,
    { name: 'n_estimators', label: 'Trees', kind: 'number', min: 1, max: 5000, step: 50, visible: forAlgorithms('random_forest'), help: 'More trees steady the result and take longer.' },
    { name: 'max_iter', label: 'Iterations', kind: 'number', min: 1, max: 100_000, nullable: true, visible: forAlgorithms('logistic_regression', 'hist_gradient_boosting'), help: 'At most. Empty: 1,000 for logistic regression, 100 trees for gradient boosting.' },
    { name: 'learning_rate', label: 'Learning rate', kind: 'number', min: 0.001, max: 10, step: 0.01, visible: forAlgorithms('hist_gradient_boosting'), help: 'How much each tree corrects. Smaller needs more iterations.' },
    { name: 'max_depth', label: 'Depth of a tree', kind: 'number', min: 1, max: 1000, nullable: true, visible: forAlgorithms('decision_tree', 'random_forest', 'hist_gradient_boosting'), help: 'At most. Empty: no limit.' },
    { name: 'min_samples_leaf', label: 'Rows in a leaf', kind: 'number', min: 1, nullable: true, visible: forAlgorithms('decision_tree', 'random_forest', 'hist_gradient_boosting'), help: 'At least. Empty: 1, for gradient boosting 20. More makes a smoother model.' },
    { name: 'max_leaf_nodes', label: 'Leaves of a tree', kind: 'number', min: 2, nullable: true, advanced: true, visible: forAlgorithms('hist_gradient_boosting'), help: 'At most. Empty: no limit.' },
    { name: 'l2_regularization', label: 'L2 regularization', kind: 'number', min: 0, step: 0.1, advanced: true, visible: forAlgorithms('hist_gradient_boosting'), help: 'Larger holds back the leaves’ values.' },
    { name: 'early_stopping', label: 'Stop early', kind: 'switch', advanced: true, visible: forAlgorithms('hist_gradient_boosting'), help: 'Keeps a tenth of the rows aside and stops when they are predicted no better.' },
    { name: 'exclude', label: 'Leave out', kind: 'columns', from: 'table', advanced: true, help: 'Columns not to learn from, such as identifiers.' },
    { name: 'max_categories', label: 'Categories of a text column', kind: 'number', min: 2, max: 1000, advanced: true, help: 'At most; the rarest are put together.' },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, max: 4_294_967_295, step: 1, advanced: true, help: 'The same seed on the same rows gives the same model.' },
  ]
}

/** What is wrong with target and features; `targetTypes` are those that the component can predict. */
export function inferTraining({ params, inputs }: InferContext<Training>, targetTypes: ColumnType[], otherwise: string): Inference {
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
  if (input && usable(input, params).length === 0) {
    problems.push({ severity: 'error', param: 'features', message: 'No column is left to learn from' })
  }
  return { outputs: {}, problems }
}

function usable(input: Column[], params: Training): Column[] {
  return input.filter(
    ({ name, type }) =>
      name !== params.target && featureTypes.includes(type) && !params.exclude.includes(name) && (params.features.length === 0 || params.features.includes(name)),
  )
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
