import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

type ByColumn = 'types' | 'names' | 'nullMarkersBy' | 'dateOrderBy'

/** The options with one of them changed; `undefined` leaves it to be found. */
export function withOption<K extends keyof ReadingOptions>(options: ReadingOptions, key: K, value: ReadingOptions[K] | undefined): ReadingOptions {
  const next = { ...options }
  if (value === undefined) delete next[key]
  else next[key] = value
  // Positions mean nothing where a character sets the columns apart.
  if (key === 'delimiter' && value !== 'fixed') delete next.starts
  return next
}

/** The options with what is said of one column changed. */
export function withColumn<K extends ByColumn>(options: ReadingOptions, key: K, column: string, value: NonNullable<ReadingOptions[K]>[string] | undefined): ReadingOptions {
  const next = { ...options[key] } as Record<string, unknown>
  if (value === undefined) delete next[column]
  else next[column] = value
  return withOption(options, key, Object.keys(next).length === 0 ? undefined : (next as ReadingOptions[K]))
}

/** How many decisions a person has made about one column. */
export function decisionsOn(options: ReadingOptions, column: string): number {
  return [options.types, options.names, options.nullMarkersBy, options.dateOrderBy].filter((each) => each && Object.hasOwn(each, column)).length
}
