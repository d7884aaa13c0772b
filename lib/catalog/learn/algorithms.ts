import * as z from 'zod/mini'
import type { Field } from '../types'

/** One learning algorithm as the inspector offers it. */
export interface AlgorithmFacts {
  label: string
  help: string
}

/** What Train classifier offers, by the value of its param `algorithm`. */
export const classifiers = {
  logistic_regression: { label: 'Logistic regression', help: 'Linear, quick and easy to explain. A good first try.' },
  decision_tree: { label: 'Decision tree', help: 'One tree of yes-or-no questions. Easy to read, and quick to overfit.' },
  random_forest: { label: 'Random forest', help: 'Many trees on random parts of the rows that vote. Good without tuning.' },
  extra_trees: { label: 'Extra trees', help: 'A forest whose splits are drawn at random: quicker, smoother, often as good.' },
  hist_gradient_boosting: { label: 'Gradient boosting', help: 'Trees that correct each other. Often the best on many rows; takes gaps as they are.' },
  lightgbm: { label: 'LightGBM', help: 'Another gradient boosting, which grows the leaf that gains most.' },
  svm: { label: 'Support vector machine', help: 'A wide margin between classes, straight or bent. For up to some 20,000 rows.' },
  k_neighbors: { label: 'Nearest neighbours', help: 'The classes of the most similar rows vote. For few columns.' },
  naive_bayes: { label: 'Naive Bayes', help: 'A bell curve per column and class. Very quick; its probabilities are extreme.' },
  mlp: { label: 'Neural network', help: 'A multi-layer perceptron. Needs many rows and some tuning.' },
} satisfies Record<string, AlgorithmFacts>
export type ClassifierId = keyof typeof classifiers

/** What Train regressor offers, by the value of its param `algorithm`. */
export const regressors = {
  linear_regression: { label: 'Linear regression', help: 'A weighted sum of the columns. Easy to explain.' },
  ridge: { label: 'Ridge regression', help: 'Linear, with weights held back: steadier when columns resemble each other.' },
  lasso: { label: 'Lasso', help: 'Linear, with weights held back so that weak columns drop out.' },
  elastic_net: { label: 'Elastic net', help: 'Between ridge and lasso.' },
  decision_tree: { label: 'Decision tree', help: 'One tree of yes-or-no questions. Easy to read, and quick to overfit.' },
  random_forest: { label: 'Random forest', help: 'The mean of many trees on random parts of the rows. Good without tuning.' },
  extra_trees: { label: 'Extra trees', help: 'A forest whose splits are drawn at random: quicker, smoother, often as good.' },
  hist_gradient_boosting: { label: 'Gradient boosting', help: 'Trees that correct each other. Often the best on many rows; takes gaps as they are.' },
  lightgbm: { label: 'LightGBM', help: 'Another gradient boosting, which grows the leaf that gains most.' },
  svm: { label: 'Support vector machine', help: 'A tube around the target, straight or bent. For up to some 20,000 rows.' },
  k_neighbors: { label: 'Nearest neighbours', help: 'The mean of the most similar rows. For few columns.' },
  mlp: { label: 'Neural network', help: 'A multi-layer perceptron. Needs many rows and some tuning.' },
} satisfies Record<string, AlgorithmFacts>
export type RegressorId = keyof typeof regressors

/** An algorithm's name within a sentence. */
export function algorithmName(id: ClassifierId | RegressorId): string {
  const { label } = { ...classifiers, ...regressors }[id]
  return label === 'LightGBM' ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** Whether an algorithm learns from rows with missing numbers as they are; for all others, training fills the gaps. */
export function takesGaps(algorithm: string): boolean {
  return algorithm === 'hist_gradient_boosting' || algorithm === 'lightgbm'
}

/** Nearest neighbours, naive Bayes and neural networks know no class weights. */
export function weighsClasses(algorithm: string): boolean {
  return !['k_neighbors', 'naive_bayes', 'mlp'].includes(algorithm)
}

/** `[id, …]` as zod wants the values of a choice. */
export function idsOf<K extends string>(algorithms: Record<K, AlgorithmFacts>): [K, ...K[]] {
  return Object.keys(algorithms) as [K, ...K[]]
}

export function optionsOf(algorithms: Record<string, AlgorithmFacts>): { value: string; label: string; help: string }[] {
  return Object.entries(algorithms).map(([value, { label, help }]) => ({ value, label, help }))
}

/** Parameters that mean the same to classifiers and regressors. */
export const algorithmParams = {
  /** Null leaves a tree to grow until its leaves are pure. */
  max_depth: z._default(z.nullable(z.number().check(z.int(), z.gte(1), z.lte(1000))), null),
  /** Null: 1, for gradient boosting and LightGBM 20. */
  min_samples_leaf: z._default(z.nullable(z.number().check(z.int(), z.gte(1))), null),
  n_estimators: z._default(z.number().check(z.int(), z.gte(1), z.lte(5000)), 200),
  learning_rate: z._default(z.number().check(z.gt(0), z.lte(10)), 0.1),
  /** Null: 1000 for logistic regression, lasso and elastic net, 100 for gradient boosting, 200 for neural networks. */
  max_iter: z._default(z.nullable(z.number().check(z.int(), z.gte(1), z.lte(100_000))), null),
  max_leaf_nodes: z._default(z.nullable(z.number().check(z.int(), z.gte(2))), 31),
  l2_regularization: z._default(z.number().check(z.gte(0)), 0),
  early_stopping: z._default(z.boolean(), false),
  C: z._default(z.number().check(z.gt(0)), 1),
  /** Of elastic net: 0 is ridge, 1 is lasso. */
  l1_ratio: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
  kernel: z._default(z.enum(['rbf', 'linear', 'poly']), 'rbf'),
  /** Null: 1 / (columns × variance). */
  gamma: z._default(z.nullable(z.number().check(z.gt(0))), null),
  n_neighbors: z._default(z.number().check(z.int(), z.gte(1), z.lte(10_000)), 5),
  weights: z._default(z.enum(['uniform', 'distance']), 'uniform'),
  hidden_layers: z._default(z.string().check(z.regex(/^\s*[1-9]\d{0,3}(\s*,\s*[1-9]\d{0,3}){0,5}\s*$/, 'Write the units of each layer, such as 100 or 64, 32')), '100'),
  mlp_alpha: z._default(z.number().check(z.gte(0)), 0.0001),
  learning_rate_init: z._default(z.number().check(z.gt(0), z.lte(1)), 0.001),
}

export const classifierParams = {
  ...algorithmParams,
  max_features: z._default(z.enum(['sqrt', 'log2', 'third', 'all']), 'sqrt'),
  penalty: z._default(z.enum(['l2', 'l1', 'elastic_net']), 'l2'),
  class_weight: z._default(z.enum(['none', 'balanced']), 'none'),
  var_smoothing: z._default(z.number().check(z.gte(0), z.lte(1)), 1e-9),
}

export const regressorParams = {
  ...algorithmParams,
  max_features: z._default(z.enum(['sqrt', 'log2', 'third', 'all']), 'all'),
  alpha: z._default(z.number().check(z.gte(0)), 1),
  epsilon: z._default(z.number().check(z.gte(0)), 0.1),
}

/** For components that take either task: of the columns tried at a split each algorithm takes its own default. */
export const eitherParams = {
  ...classifierParams,
  ...regressorParams,
  max_features: z._default(z.enum(['auto', 'sqrt', 'log2', 'third', 'all']), 'auto'),
}

const among =
  (...algorithms: string[]) =>
  (params: Record<string, unknown>) =>
    algorithms.includes(String(params.algorithm))

const trees = ['decision_tree', 'random_forest', 'extra_trees', 'hist_gradient_boosting', 'lightgbm']
const usesL1Ratio = (params: Record<string, unknown>) => params.algorithm === 'elastic_net' || (params.algorithm === 'logistic_regression' && params.penalty === 'elastic_net')
const weighted = (params: Record<string, unknown>) => weighsClasses(String(params.algorithm))

const fields: Field[] = [
  { name: 'alpha', label: 'Regularization alpha', kind: 'number', min: 0, step: 0.1, visible: among('ridge', 'lasso', 'elastic_net'), help: 'Larger holds the weights back more.' },
  { name: 'C', label: 'Inverse regularization C', kind: 'number', min: 0.000_001, step: 0.1, visible: among('logistic_regression', 'svm'), help: 'Smaller holds the model back more.' },
  {
    name: 'penalty',
    label: 'Penalty',
    kind: 'choice',
    advanced: true,
    visible: among('logistic_regression'),
    options: [
      { value: 'l2', label: 'Ridge (L2)', help: 'Holds all coefficients back.' },
      { value: 'l1', label: 'Lasso (L1)', help: 'Weak columns drop out.' },
      { value: 'elastic_net', label: 'Elastic net', help: 'Between both.' },
    ],
  },
  { name: 'l1_ratio', label: 'Share of lasso', kind: 'number', min: 0, max: 1, step: 0.05, visible: usesL1Ratio, help: '0 is ridge, 1 is lasso.' },
  {
    name: 'kernel',
    label: 'Kernel',
    kind: 'choice',
    visible: among('svm'),
    options: [
      { value: 'rbf', label: 'Radial', help: 'Bends around groups of rows.' },
      { value: 'linear', label: 'Linear', help: 'A straight border.' },
      { value: 'poly', label: 'Polynomial', help: 'Of degree 3.' },
    ],
  },
  { name: 'gamma', label: 'Gamma', kind: 'number', min: 0.000_001, step: 0.01, nullable: true, advanced: true, visible: (params) => params.algorithm === 'svm' && params.kernel !== 'linear', help: 'Larger bends more. Empty: 1 / (columns × variance).' },
  { name: 'epsilon', label: 'Width of the tube', kind: 'number', min: 0, step: 0.05, advanced: true, visible: among('svm'), help: 'Errors smaller than this, in standard deviations of the target, cost nothing.' },
  { name: 'n_neighbors', label: 'Neighbours', kind: 'number', min: 1, max: 10_000, step: 1, visible: among('k_neighbors'), help: 'How many similar rows are asked. More makes a smoother model.' },
  {
    name: 'weights',
    label: 'Votes',
    kind: 'choice',
    visible: among('k_neighbors'),
    options: [
      { value: 'uniform', label: 'All equal' },
      { value: 'distance', label: 'Nearer ones count more' },
    ],
  },
  { name: 'hidden_layers', label: 'Hidden layers', kind: 'text', placeholder: '64, 32', visible: among('mlp'), help: 'Units of each layer, from first to last.' },
  { name: 'mlp_alpha', label: 'Weight decay', kind: 'number', min: 0, step: 0.0001, advanced: true, visible: among('mlp'), help: 'Larger holds the weights back more.' },
  { name: 'learning_rate_init', label: 'Step size', kind: 'number', min: 0.000_001, max: 1, step: 0.001, advanced: true, visible: among('mlp'), help: 'How far each step moves the weights.' },
  { name: 'var_smoothing', label: 'Smoothing', kind: 'number', min: 0, max: 1, step: 0.000_000_001, advanced: true, visible: among('naive_bayes'), help: 'This share of the largest variance is added to all variances.' },
  {
    name: 'max_features',
    label: 'Columns tried at a split',
    kind: 'choice',
    advanced: true,
    visible: among('random_forest', 'extra_trees'),
    options: [
      { value: 'sqrt', label: 'Square root of all' },
      { value: 'log2', label: 'Logarithm of all' },
      { value: 'third', label: 'A third' },
      { value: 'all', label: 'All' },
    ],
  },
  {
    name: 'class_weight',
    label: 'Class weights',
    kind: 'choice',
    visible: weighted,
    options: [
      { value: 'none', label: 'None', help: 'Each row counts the same.' },
      { value: 'balanced', label: 'Balanced', help: 'Each class counts the same, however rare.' },
    ],
  },
  { name: 'n_estimators', label: 'Trees', kind: 'number', min: 1, max: 5000, step: 50, visible: among('random_forest', 'extra_trees', 'lightgbm'), help: 'More trees steady a forest and take longer; LightGBM can overfit with too many.' },
  { name: 'max_iter', label: 'Iterations', kind: 'number', min: 1, max: 100_000, nullable: true, visible: among('logistic_regression', 'lasso', 'elastic_net', 'hist_gradient_boosting', 'mlp'), help: 'At most. Empty: 1,000 for linear models, 100 trees for gradient boosting, 200 passes for neural networks.' },
  { name: 'learning_rate', label: 'Learning rate', kind: 'number', min: 0.001, max: 10, step: 0.01, visible: among('hist_gradient_boosting', 'lightgbm'), help: 'How much each tree corrects. Smaller needs more trees.' },
  { name: 'max_depth', label: 'Depth of a tree', kind: 'number', min: 1, max: 1000, nullable: true, visible: among(...trees), help: 'At most. Empty: no limit.' },
  { name: 'min_samples_leaf', label: 'Rows in a leaf', kind: 'number', min: 1, nullable: true, visible: among(...trees), help: 'At least. Empty: 1, for boosting 20. More makes a smoother model.' },
  { name: 'max_leaf_nodes', label: 'Leaves of a tree', kind: 'number', min: 2, nullable: true, advanced: true, visible: among('hist_gradient_boosting', 'lightgbm'), help: 'At most. Empty: no limit, for LightGBM 31.' },
  { name: 'l2_regularization', label: 'L2 regularization', kind: 'number', min: 0, step: 0.1, advanced: true, visible: among('hist_gradient_boosting', 'lightgbm'), help: 'Larger holds back the leaves’ values.' },
  { name: 'early_stopping', label: 'Stop early', kind: 'switch', advanced: true, visible: among('hist_gradient_boosting', 'mlp'), help: 'Keeps a tenth of the rows aside and stops when they are predicted no better.' },
]

/** The inspector's fields for those of `shape`'s params that belong to an algorithm, each shown while its algorithm is chosen. */
export function algorithmFields(shape: Record<string, unknown>): Field[] {
  const own = fields.filter(({ name }) => name in shape)
  if (!('penalty' in shape && 'epsilon' in shape)) return own
  // Where either task can be chosen, what belongs to one of them shows with it alone.
  return own.map((field) => {
    const task = field.name === 'class_weight' || field.name === 'penalty' ? 'classification' : field.name === 'epsilon' ? 'regression' : undefined
    const shown = field.kind === 'choice' && field.name === 'max_features' ? { ...field, options: [{ value: 'auto', label: 'The algorithm’s own' }, ...field.options] } : field
    return task ? { ...shown, visible: (params: Record<string, unknown>) => params.task === task && (field.visible?.(params) ?? true) } : shown
  })
}
