import * as z from 'zod/mini'
import { checkColumn, findColumn, isNumeric } from '../columns'
import type { Column, ColumnType, Field, Inference, TableSchema } from '../types'
import { classifiers, idsOf, regressors, type AlgorithmFacts, type ClassifierId, type RegressorId } from './algorithms'
import { featureTypes, inferTraining, tableFields, type Training } from './training'

type Found = Inference['problems'][number]
export type Task = 'classification' | 'regression'
export type AlgorithmId = ClassifierId | RegressorId

const every: Record<AlgorithmId, AlgorithmFacts> = { ...classifiers, ...regressors }
export const algorithmIds = idsOf(every)

/** All algorithms; those that can do only one task say so. */
export const algorithmOptions = algorithmIds.map((value) => {
  const only = !(value in regressors) ? ' (classes)' : !(value in classifiers) ? ' (numbers)' : ''
  return { value, label: every[value].label + only, help: every[value].help }
})

export const metricsOf: Record<Task, string[]> = {
  classification: ['accuracy', 'balanced_accuracy', 'f1_macro', 'roc_auc', 'log_loss'],
  regression: ['r2', 'rmse', 'mae'],
}

/** How folds are made; the same for every component that cross-validates. */
export const validationParams = {
  task: z._default(z.enum(['classification', 'regression']), 'classification'),
  folds: z._default(z.number().check(z.int(), z.gte(2), z.lte(50)), 5),
  folding: z._default(z.enum(['stratified', 'plain', 'group']), 'stratified'),
  group: z._default(z.string(), ''),
}

export const metricParam = z._default(z.enum(['auto', 'accuracy', 'balanced_accuracy', 'f1_macro', 'roc_auc', 'log_loss', 'r2', 'rmse', 'mae']), 'auto')

export const taskField: Field = {
  name: 'task',
  label: 'Predict',
  kind: 'choice',
  options: [
    { value: 'classification', label: 'Classes', help: 'Text, true/false or a few whole numbers.' },
    { value: 'regression', label: 'Numbers' },
  ],
}

export const metricField: Field = {
  name: 'metric',
  label: 'Best by',
  kind: 'choice',
  help: 'The mean over folds of rows that were not learned from.',
  options: [
    { value: 'auto', label: 'Automatic', help: 'Accuracy for classes, R² for numbers.' },
    { value: 'accuracy', label: 'Accuracy' },
    { value: 'balanced_accuracy', label: 'Balanced accuracy', help: 'Each class counts the same.' },
    { value: 'f1_macro', label: 'F1, macro' },
    { value: 'roc_auc', label: 'ROC AUC', help: 'How well probabilities order the rows.' },
    { value: 'log_loss', label: 'Log loss', help: 'How good the probabilities are; lower is better.' },
    { value: 'r2', label: 'R²' },
    { value: 'rmse', label: 'Root mean squared error' },
    { value: 'mae', label: 'Mean absolute error' },
  ],
}

export const foldFields: Field[] = [
  { name: 'folds', label: 'Folds', kind: 'number', min: 2, max: 50, step: 1, help: 'Each fold is predicted by a model of all others.' },
  {
    name: 'folding',
    label: 'Make folds',
    kind: 'choice',
    options: [
      { value: 'stratified', label: 'With equal shares', help: 'Each fold has each class in the same share. For numbers: at random.' },
      { value: 'plain', label: 'At random' },
      { value: 'group', label: 'By groups', help: 'Rows of a group stay together: for several rows of one customer, patient or place.' },
    ],
  },
  { name: 'group', label: 'Groups', kind: 'column', from: 'table', visible: ({ folding }) => folding === 'group', help: 'Rows with the same value stay in one fold. Models do not learn from it.' },
]

/** What, from what, how and in which folds; `options` are the component's own. */
export function validationFields(options: Field[]): Field[] {
  return [
    taskField,
    { name: 'target', label: 'Target', kind: 'column', from: 'table', types: ['text', 'boolean', 'integer', 'number'], help: 'The column to predict.' },
    { name: 'features', label: 'Learn from', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns but the target.' },
    ...options,
    ...foldFields,
    ...tableFields,
  ]
}

export type Validated = Training & { task: Task; folding: string; group: string }

/** Problems of target, features and groups. */
export function checkValidation(params: Validated, input: TableSchema): Found[] {
  const types: ColumnType[] = params.task === 'classification' ? ['text', 'boolean', 'integer', 'number'] : ['integer', 'number']
  const otherwise = 'it is not a number'
  const grouped = params.folding === 'group' && params.group !== ''
  const seen = grouped ? { ...params, exclude: [...params.exclude, params.group] } : params
  const problems = inferTraining({ params: seen, inputs: { table: input } }, types, otherwise).problems
    // What a fix leaves out must not name the group, which is left out by itself.
    .map((problem) => withoutGroup(problem, params))
  const column = input && findColumn(input, params.target)
  if (params.task === 'regression' && column && !isNumeric(column.type)) {
    const found = problems.find(({ param }) => param === 'target')
    if (found) found.fix = { label: 'Predict classes', params: { task: 'classification' } }
  }
  if (params.folding === 'group' && params.group === '') problems.push({ severity: 'error', param: 'group', message: 'Choose the column with the groups' })
  if (grouped) problems.push(...checkColumn('group', params.group, input, 'table'))
  if (grouped && params.group === params.target) problems.push({ severity: 'error', param: 'group', message: 'The target cannot make the groups' })
  return problems
}

function withoutGroup(problem: Found, { group, exclude }: Validated): Found {
  const left = problem.fix?.params.exclude
  if (!Array.isArray(left) || exclude.includes(group)) return problem
  return { ...problem, fix: { ...problem.fix!, params: { exclude: left.filter((name) => name !== group) } } }
}

/** Whether the algorithm can do the task. */
export function checkAlgorithm(param: string, algorithm: AlgorithmId, task: Task): Found[] {
  if (algorithm in (task === 'classification' ? classifiers : regressors)) return []
  const what = task === 'classification' ? 'classes' : 'numbers'
  return [{ severity: 'error', param, message: `${every[algorithm].label} cannot predict ${what}`, fix: { label: 'Use a random forest', params: { [param]: 'random_forest' } } }]
}

export function checkMetric(metric: string, task: Task): Found[] {
  if (metric === 'auto' || metricsOf[task].includes(metric)) return []
  return [{ severity: 'error', param: 'metric', message: `This measure does not suit ${task === 'classification' ? 'classes' : 'numbers'}`, fix: { label: 'Choose it automatically', params: { metric: 'auto' } } }]
}

/** The columns that a leaderboard ends with. */
export function scoreColumns(metric: string, task: Task): Column[] {
  const name = metric === 'auto' ? metricsOf[task][0]! : metric
  return [{ name, type: 'number' }, { name: `${name}_sd`, type: 'number' }]
}

/** The card's line. */
export function describeValidation(params: Validated & { folds: number }, how: string): string {
  return params.target === '' ? `${how}, no target chosen yet` : `${params.target}, ${how}, ${params.folds} folds`
}

