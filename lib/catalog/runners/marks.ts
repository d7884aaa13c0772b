import { ident, numeric } from '../sql-text'
import type { TableStep } from '../types'

/** A temporary table with one row for each of the input's, in its order, that says where the row goes. */
export const marks = '"row marks"'

/** Rows of `table` whose mark fulfils `condition`, in order: a positional join pairs by place, so nothing wide is sorted. */
export function marked(table: string, condition: string): string {
  return `SELECT rows.* FROM (SELECT * FROM ${table}) AS rows POSITIONAL JOIN ${marks} AS marks WHERE ${condition}`
}

/** Pseudo-random order of rows numbered `row`. md5 is the same on every version and machine, which the engine's own hash does not promise. */
export function place(seed: number, row = 'row'): string {
  return `md5_number_lower(concat(${numeric(seed)}, ':', ${row}))`
}

/** Marks `first` rows by chance as `in_first`. */
export async function markAtRandom(step: TableStep<unknown>, seed: number, table: string, first: number): Promise<void> {
  await step.engine.run(`
    CREATE TEMP TABLE ${marks} AS
    SELECT row_number() OVER (ORDER BY ${place(seed)}, row) <= ${first} AS in_first
    FROM (SELECT row_number() OVER () AS row FROM ${table})
    ORDER BY row`)
}

/** One value of the column that strata are made of. */
export interface Stratum {
  value: unknown
  size: number
  /** How many of its rows are `in_first`. */
  taken: number
}

/**
 * Marks `first` rows as `in_first`, the share alike within each value of `column`, by largest remainder: each stratum gets
 * its share rounded down, and the rows left go where most was cut off.
 * @returns strata that are wholly on one side
 */
export async function markStratified(step: TableStep<unknown>, { seed, share, column }: { seed: number; share: number; column: string }, table: string, first: number): Promise<Stratum[]> {
  const quota = '"row quota"'
  const keyed = '"row strata"'
  await step.engine.run(`
    CREATE TEMP TABLE ${keyed} AS
    SELECT row, value, dense_rank() OVER (ORDER BY value) AS stratum
    FROM (SELECT row_number() OVER () AS row, ${ident(column)} AS value FROM ${table})`)
  await step.engine.run(`
    CREATE TEMP TABLE ${quota} AS
    WITH strata AS (SELECT stratum, any_value(CAST(value AS VARCHAR)) AS value, count(*) AS size, count(*) * ${numeric(share)} AS wanted FROM ${keyed} GROUP BY stratum),
    base AS (SELECT *, CAST(floor(round(wanted, 9)) AS BIGINT) AS sure FROM strata)
    SELECT stratum, value, size,
      sure + CASE WHEN row_number() OVER (ORDER BY round(wanted - sure, 9) DESC, stratum) <= ${first} - sum(sure) OVER () THEN 1 ELSE 0 END AS taken
    FROM base`)
  await step.engine.run(`
    CREATE TEMP TABLE ${marks} AS
    SELECT row_number() OVER (PARTITION BY keyed.stratum ORDER BY ${place(seed)}, row) <= taken AS in_first
    FROM ${keyed} AS keyed JOIN ${quota} AS quota ON keyed.stratum = quota.stratum
    ORDER BY row`)
  const lopsided = await step.engine.all(`SELECT value, size, taken FROM ${quota} WHERE taken = 0 OR taken = size ORDER BY stratum`)
  return lopsided.map(({ value, size, taken }) => ({ value, size: Number(size), taken: Number(taken) }))
}
