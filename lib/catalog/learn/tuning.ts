import type { Inference } from '../types'
import type { AlgorithmId } from './validation'

type Found = Inference['problems'][number]

/** What can be tuned of each algorithm. */
export const tunable: Record<AlgorithmId, string[]> = {
  logistic_regression: ['C', 'penalty', 'l1_ratio', 'class_weight', 'max_iter'],
  linear_regression: [],
  ridge: ['alpha'],
  lasso: ['alpha', 'max_iter'],
  elastic_net: ['alpha', 'l1_ratio', 'max_iter'],
  decision_tree: ['max_depth', 'min_samples_leaf', 'class_weight'],
  random_forest: ['n_estimators', 'max_depth', 'min_samples_leaf', 'max_features', 'class_weight'],
  extra_trees: ['n_estimators', 'max_depth', 'min_samples_leaf', 'max_features', 'class_weight'],
  hist_gradient_boosting: ['learning_rate', 'max_iter', 'max_leaf_nodes', 'max_depth', 'min_samples_leaf', 'l2_regularization', 'class_weight'],
  lightgbm: ['learning_rate', 'n_estimators', 'max_leaf_nodes', 'max_depth', 'min_samples_leaf', 'l2_regularization', 'class_weight'],
  svm: ['C', 'kernel', 'gamma', 'epsilon', 'class_weight'],
  k_neighbors: ['n_neighbors', 'weights'],
  naive_bayes: ['var_smoothing'],
  mlp: ['hidden_layers', 'mlp_alpha', 'learning_rate_init', 'max_iter'],
}

export const tunableNames = [...new Set(Object.values(tunable).flat())]

const choices: Record<string, string[]> = {
  kernel: ['rbf', 'linear', 'poly'],
  weights: ['uniform', 'distance'],
  max_features: ['sqrt', 'log2', 'third', 'all'],
  penalty: ['l2', 'l1', 'elastic_net'],
  class_weight: ['none', 'balanced'],
}
const whole = ['max_depth', 'min_samples_leaf', 'n_estimators', 'max_iter', 'max_leaf_nodes', 'n_neighbors']
const emptyable = ['max_depth', 'min_samples_leaf', 'max_iter', 'max_leaf_nodes', 'gamma']

/** The type of a parameter's column in a leaderboard. */
export function settingType(param: string): 'text' | 'integer' | 'number' {
  return param in choices || param === 'hidden_layers' ? 'text' : whole.includes(param) ? 'integer' : 'number'
}

const range = /^\s*(\S+)\s+to\s+(\S+?)\s*(\s+log)?\s*$/
const isNumber = (text: string) => text !== '' && Number.isFinite(Number(text))

/** What is wrong with values as a person writes them (`1, 3, none`, `0.1 to 10 log`), in words that follow the parameter's name. */
export function valuesProblem(param: string, text: string): string | undefined {
  const type = settingType(param)
  const found = type === 'text' ? null : range.exec(text)
  if (found) {
    const [low, high] = [Number(found[1]), Number(found[2])]
    if (!isNumber(found[1]!) || !isNumber(found[2]!)) return 'has a range whose ends are not numbers'
    if (low >= high) return 'has a range whose first number is not the smaller one'
    return found[3] && low <= 0 ? 'has a logarithmic range that begins at 0 or below' : undefined
  }
  const parts = text.split(param === 'hidden_layers' ? ';' : ',').map((part) => part.trim()).filter((part) => part !== '')
  if (parts.length === 0) return 'needs values to try, such as 1, 3, 10 or 0.1 to 10 log'
  const fits = (part: string): boolean => {
    if (param === 'hidden_layers') return /^\d+(\s*,\s*\d+)*$/.test(part)
    if (type === 'text') return choices[param]!.includes(part)
    if (part === 'none') return emptyable.includes(param)
    return isNumber(part) && (type === 'number' || Number.isInteger(Number(part)))
  }
  const wrong = parts.find((part) => !fits(part))
  if (wrong === undefined) return undefined
  return type === 'text' && param in choices ? `cannot be “${wrong}”; it is one of ${choices[param]!.join(', ')}` : `cannot be “${wrong}”`
}

/** Problems of a space to search. */
export function checkSpace(space: { param: string; values: string }[], algorithm: AlgorithmId, label: string): Found[] {
  if (tunable[algorithm].length === 0) return [{ severity: 'error', param: 'algorithm', message: `${label} has nothing to tune`, fix: { label: 'Tune ridge regression', params: { algorithm: 'ridge' } } }]
  return space.flatMap(({ param, values }, at): Found[] => {
    const without = { label: `Remove “${param}”`, params: { space: space.filter((_, other) => other !== at) } }
    if (!tunable[algorithm].includes(param)) return [{ severity: 'error', param: 'space', message: `${label} has no “${param}” to tune`, fix: without }]
    if (space.findIndex((other) => other.param === param) < at) return [{ severity: 'error', param: 'space', message: `“${param}” is listed twice`, fix: without }]
    const problem = valuesProblem(param, values)
    return problem ? [{ severity: 'error', param: 'space', message: `“${param}” ${problem}` }] : []
  })
}
