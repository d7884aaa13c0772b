import { listNames } from '@/lib/catalog/columns'
import { algorithmName, takesGaps, weighsClasses } from '@/lib/catalog/learn/algorithms'
import { learnsFrom, type Learning } from '@/lib/catalog/learn/learning'
import type { Fix, Problem } from '@/lib/catalog/types'
import type { ColumnFacts } from '@/lib/duckdb/ops/facts-types'
import type { LearnedTable } from '@/lib/sample/schema'

type Warning = Omit<Problem, 'node'>

/** Fewer rows than this teach little. */
const fewRows = 50
/** A class of a smaller share is rare. */
const rareShare = 0.05
/** Training leaves a text column out in which more than this share of the values is different (see python/atelier_runner/learning/features.py). */
const nameShare = 0.5
const leastForNames = 20
const mostLeaks = 3

/** Warnings about what the columns hold that a step is to learn from. */
export function columnWarnings(learning: Learning, table: LearnedTable, said: readonly Problem[]): Warning[] {
  const learned = table.columns.filter((column) => learnsFrom(learning, column))
  const known = (name: string) => said.some(({ message }) => message.startsWith(`“${name}”`))
  const constant = learned.filter(({ distinct, missing }) => distinct === 0 || (distinct === 1 && missing === 0))
  const rest = learned.filter((column) => !constant.includes(column))
  const leaks = learning.target === table.target?.name ? rest.filter(({ tells }) => tells) : []
  const told = (column: ColumnFacts) => leaks.includes(column) || known(column.name)
  return [
    ...leaks.filter(({ name }) => !known(name)).slice(0, mostLeaks).map((column) => leak(learning, table, column)),
    ...missing(learning, table, rest),
    ...constants(learning, table, constant),
    ...rest.filter((column) => column.counting && !told(column)).map((column) => counting(learning, column)),
    ...rest.filter((column) => column.type === 'text' && !told(column)).flatMap((column) => manyTexts(learning, table, column)),
    ...classes(learning, table),
    ...size(table, rest.length),
  ]
}

function leak(learning: Learning, table: LearnedTable, { name, tells }: ColumnFacts): Warning {
  const target = `“${learning.target}”`
  const how = tells === 'value' ? `each of its values goes with one value of ${target}` : tells === 'limits' ? `each value of ${target} has a range of its own` : `${target} is a straight line of it`
  return warn(`leak:${name}`, 'features', `“${name}” alone tells ${target} of every ${row(table)}: ${how}. If it is known only afterwards, the model will fail on new rows`, leaveOut(learning, [name]))
}

function missing(learning: Learning, table: LearnedTable, columns: ColumnFacts[]): Warning[] {
  if (learning.algorithm && takesGaps(learning.algorithm)) return []
  // Of a text column, a gap becomes a category of its own.
  const gaps = columns.filter((column) => column.missing > 0 && column.type !== 'text')
  if (gaps.length === 0) return []
  const names = gaps.map(({ name }) => name)
  const [one] = gaps
  const what =
    gaps.length === 1
      ? `“${one!.name}” ${table.exact ? `has ${count(one!.missing, 'missing value')}` : `is missing in ${count(one!.missing, 'of')} ${number(table.rows)} sampled rows`}`
      : `${gaps.length} columns have missing values: ${listNames(gaps.map(({ name, missing: gone }) => `“${name}” ${number(gone)}`))}${table.exact ? '' : ` of ${number(table.rows)} sampled rows`}`
  const who = learning.algorithm && learning.task !== 'none' ? algorithmName(learning.algorithm as Parameters<typeof algorithmName>[0]) : learning.task === 'none' ? 'this step' : 'most algorithms'
  const filled = gaps.every(({ type }) => type === 'boolean') ? 'the most frequent value' : 'the median'
  const most = Math.max(...gaps.map((column) => column.missing))
  const params = { columns: names, ...(most > table.rows * 0.05 && { method: 'fill' }) }
  return [
    warn('missing', undefined, `${what}; ${who} cannot take them, so the gaps are filled with ${filled}. Add Clean missing data to decide yourself`, {
      label: 'Add Clean missing data',
      params: {},
      insert: { component: 'transform.clean-missing-data@1', params, on: 'table' },
    }),
  ]
}

function constants(learning: Learning, table: LearnedTable, columns: ColumnFacts[]): Warning[] {
  if (columns.length === 0) return []
  const names = columns.map(({ name }) => name)
  const empty = columns.every(({ distinct }) => distinct === 0)
  const what = empty ? `no value in any ${row(table)}` : `the same value in every ${row(table)}`
  return [warn('constant', 'features', `${listNames(names.map(quoted))} ${names.length === 1 ? 'has' : 'have'} ${what}: nothing can be learned from ${names.length === 1 ? 'it' : 'them'}`, leaveOut(learning, names))]
}

function counting(learning: Learning, { name }: ColumnFacts): Warning {
  return warn(`counting:${name}`, 'features', `“${name}” numbers the rows; a model that learns from it may fail on new rows`, leaveOut(learning, [name]))
}

function manyTexts(learning: Learning, table: LearnedTable, { name, distinct, missing: gone }: ColumnFacts): Warning[] {
  const present = table.rows - gone
  const texts = `${table.exact ? '' : 'at least '}${number(distinct)} different texts`
  if (present >= leastForNames && distinct > nameShare * present) {
    const then = learning.features.length > 0 ? 'training cannot use it' : 'training leaves it out'
    return [warn(`names:${name}`, 'features', `“${name}” has ${texts} in ${number(present)} ${table.exact ? 'rows' : 'sampled rows'}, as names and identifiers have: ${then}`, leaveOut(learning, [name]))]
  }
  const most = learning.algorithm && takesGaps(learning.algorithm) ? 250 : learning.maxCategories
  if (distinct <= most) return []
  return [warn(`texts:${name}`, 'features', `“${name}” has ${texts}; only the ${number(most)} commonest are told apart, all others count as one. Put them in fewer groups, or leave the column out`, leaveOut(learning, [name]))]
}

function classes(learning: Learning, table: LearnedTable): Warning[] {
  const told = table.target
  if (learning.task !== 'classification' || !told || told.name !== learning.target || told.classes.length < 2) return []
  const [commonest, rarest] = [told.classes[0]!, told.classes.at(-1)!]
  const all = told.classes.reduce((sum, { rows }) => sum + rows, 0)
  const share = rarest.rows / all
  // With many classes each is small by nature.
  if (share >= rareShare || share * told.classes.length >= 0.25 || (learning.classWeight === 'balanced' && rarest.rows >= 10)) return []
  const fix: Fix | undefined = learning.classWeight === 'none' && learning.algorithm && weighsClasses(learning.algorithm) ? { label: 'Weigh rare classes more', params: { class_weight: 'balanced' } } : undefined
  const few = table.exact && rarest.rows < 10 ? `“${rarest.value}” stands in ${count(rarest.rows, 'row')} only` : `Only ${percent(share)} of the rows are “${rarest.value}”`
  return [warn('imbalance', fix ? 'class_weight' : 'target', `${few}: a model that always says “${commonest.value}” is right in ${percent(commonest.rows / all)}. Judge by F1 or balanced accuracy`, fix)]
}

function size(table: LearnedTable, features: number): Warning[] {
  if (!table.exact || table.rows === 0) return []
  if (table.rows < fewRows) return [warn('few-rows', undefined, `The table has ${count(table.rows, 'row')}. What a model learns from so few is mostly chance: cross-validate, and collect more`)]
  if (table.rows < 2 * features) return [warn('few-rows', undefined, `The table has ${count(table.rows, 'row')} for ${features} columns to learn from: a model will find rules in chance. Choose fewer columns`)]
  return []
}

function warn(code: string, param: string | undefined, message: string, fix?: Fix): Warning {
  return { severity: 'warning', port: 'table', code, message, ...(param && { param }), ...(fix && { fix }) }
}

function leaveOut({ features, exclude }: Learning, names: string[]): Fix {
  const what = names.length === 1 ? `“${names[0]}”` : `these ${names.length} columns`
  return features.length > 0
    ? { label: `Remove ${what} from the features`, params: { features: features.filter((name) => !names.includes(name)) } }
    : { label: `Leave ${what} out`, params: { exclude: [...exclude, ...names] } }
}

const quoted = (name: string) => `“${name}”`
const number = (value: number) => value.toLocaleString('en-US')
const row = ({ exact }: LearnedTable) => (exact ? 'row' : 'sampled row')
const count = (value: number, noun: string) => `${number(value)} ${noun}${value === 1 || noun === 'of' ? '' : 's'}`

function percent(share: number): string {
  return `${share < 0.1 || share > 0.9 ? (share * 100).toFixed(1).replace(/\.0$/, '') : Math.round(share * 100)}%`
}
