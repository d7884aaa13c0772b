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

/**
 * Divides the table at an input of `rows` rows by chance: queries of the `first` rows whose places come first, and of all
 * others, each in the table's order. Instead of all places only those near the border are sorted, and where a row belongs is a bit.
 */
export async function divideAtRandom(step: TableStep<unknown>, { seed, port, rows, first }: { seed: number; port: string; rows: number; first: number }): Promise<{ first: string; second: string }> {
  const whole = `SELECT * FROM ${step.inputs[port]!}`
  if (first <= 0) return { first: `${whole} LIMIT 0`, second: whole }
  if (first >= rows) return { first: whole, second: `${whole} LIMIT 0` }
  const { table, row } = await step.numbered(port)
  const near = '"near the border"'
  const set = `bitstring_agg(r, 0::BIGINT, ${rows - 1}::BIGINT)`
  const narrow = borderOf(rows, first)
  for (const [low, high] of [narrow, [0n, maxPlace] as const]) {
    await step.engine.run(`
      CREATE OR REPLACE TEMP TABLE ${near} AS
      SELECT ${set} FILTER (p < ${low}::UBIGINT) AS sure, count(*) FILTER (p < ${low}::UBIGINT) AS below, list({r: r, p: p}) FILTER (p BETWEEN ${low}::UBIGINT AND ${high}::UBIGINT) AS rows
      FROM (SELECT ${row} AS r, ${place(seed, `${row} + 1`)} AS p FROM ${table})`)
    const [found] = await step.engine.all(`SELECT below, len(rows) AS near FROM ${near}`)
    if (Number(found?.below) < first && Number(found?.below) + Number(found?.near) >= first) break
  }
  // A variable is a constant to the engine: the rows of each part are found in one pass, without a join.
  await step.engine.run(`
    SET VARIABLE row_bits = (
    SELECT COALESCE(sure | more, more) AS bits
    FROM ${near}, (SELECT ${set} AS more FROM (SELECT x.r AS r FROM (SELECT unnest(rows) AS x FROM ${near}) ORDER BY x.p, x.r LIMIT (SELECT ${first} - below FROM ${near}))))`)
  const half = (bit: 0 | 1) => `SELECT * EXCLUDE (${row}) FROM ${table} WHERE get_bit(getvariable('row_bits'), CAST(${row} AS INTEGER)) = ${bit}`
  return { first: half(1), second: half(0) }
}

const maxPlace = 2n ** 64n - 1n

/** Two places between which that of the last of `first` rows lies, but for a chance of 1 in 10^15: places are spread evenly. */
function borderOf(rows: number, first: number): readonly [bigint, bigint] {
  const share = first / rows
  const spread = 8 * Math.sqrt(rows * share * (1 - share)) + 8
  const at = (rank: number) => BigInt(Math.floor(Math.min(1, Math.max(0, rank / rows)) * 2 ** 53)) << 11n
  return [at(first - spread), first + spread >= rows ? maxPlace : at(first + spread)]
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
