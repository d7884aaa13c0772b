import { AppError } from '@/lib/errors'

/** Limits of the MLflow protocol, as its reference server has them. */
export const limits = {
  key: 250,
  param: 6000,
  tag: 8000,
  experimentName: 500,
  experimentTag: 20_000,
  registryTag: 100_000,
  alias: 255,
  batchMetrics: 1000,
  batchParams: 100,
  batchTags: 100,
  batchTotal: 1000,
  batchBytes: 1_000_000,
  datasetName: 500,
  datasetDigest: 36,
  datasetSchema: 1_048_575,
  datasetSource: 65_535,
  datasetProfile: 16_777_215,
  inputTagKey: 255,
  inputTagValue: 500,
} as const

const allowed = /^[/\w.\- :]*$/

/** A path that a file system would read as another: `a//b`, `../x`, `/x`, `a/`. */
function resolvesElsewhere(name: string): boolean {
  return name.startsWith('/') || name.split('/').some((part) => part === '' || part === '.' || part === '..')
}

const shown = (value: string) => JSON.stringify(value.length > 300 ? `${value.slice(0, 300)}…` : value)

/** A name of a parameter, metric or tag. @throws AppError `invalid` */
export function checkKey(name: string | undefined, what: string): string {
  if (name === undefined || name === '') throw new AppError('invalid', `Missing value for required parameter '${what}': a name must be provided.`)
  if (!allowed.test(name)) {
    throw new AppError('invalid', `Invalid value ${shown(name)} for parameter '${what}' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).`)
  }
  if (resolvesElsewhere(name)) {
    throw new AppError('invalid', `Invalid value ${shown(name)} for parameter '${what}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such.`)
  }
  return checkLength(name, what, limits.key)
}

/** @throws AppError `invalid` beyond `limit` characters */
export function checkLength(value: string, what: string, limit: number): string {
  if (value.length > limit) throw new AppError('invalid', `'${what}' exceeds the maximum length of ${limit} characters`)
  return value
}

/** A list of names and values with its limits checked; a value that is missing is empty. @throws AppError `invalid` */
export function checkPairs(pairs: readonly { key: string; value?: string }[], what: string, limit: number): { key: string; value: string }[] {
  return pairs.map(({ key, value }, index) => ({ key: checkKey(key, `${what}[${index}].key`), value: checkLength(value ?? '', `${what}[${index}].value`, limit) }))
}

/** As an object; of equal keys the last stands. @throws AppError `invalid` */
export function checkTags(pairs: readonly { key: string; value?: string }[] | undefined, limit: number): Record<string, string> {
  return Object.fromEntries(checkPairs(pairs ?? [], 'tags', limit).map(({ key, value }) => [key, value]))
}

/** @throws AppError `invalid` unless 1 to `most` */
export function checkMaxResults(given: number | undefined, otherwise: number, most: number): number {
  const wanted = given ?? otherwise
  if (wanted < 1 || wanted > most) throw new AppError('invalid', `Invalid value ${wanted} for parameter 'max_results' supplied: It must be at least 1 and at most ${most}.`)
  return wanted
}
