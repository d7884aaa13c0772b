import { ident, numeric } from '../sql-text'
import { SplitDataParams } from '../transform/split-data'
import type { TableStep } from '../types'
import { defineRunner, input, requireColumns } from './support'

/** Row numbers with the part that each row goes to, in row order. */
const marks = '"split marks"'

export const runSplitData = defineRunner(SplitDataParams, async (step, params) => {
  const table = input(step, 'table')
  if (params.method === 'stratified') requireColumns(await step.engine.columns(table), [params.stratify])
  const [counted] = await step.engine.all(`SELECT count(*) AS n FROM ${table}`)
  const rows = Number(counted?.n)
  const first = Math.round(params.share * rows)
  if (params.method === 'in-order') {
    await step.writeTable('first', `SELECT * FROM ${table} LIMIT ${first}`)
    await step.writeTable('second', `SELECT * FROM ${table} OFFSET ${first}`)
  } else {
    if (params.method === 'random') await markAtRandom(step, params, table, first)
    else await markStratified(step, params, table, first)
    for (const [port, condition] of [['first', 'in_first'], ['second', 'NOT in_first']] as const) {
      // A positional join pairs rows by their place, so that both parts keep the input's order without sorting it.
      await step.writeTable(port, `SELECT rows.* FROM (SELECT * FROM ${table}) AS rows POSITIONAL JOIN ${marks} AS marks WHERE ${condition}`)
    }
  }
  step.engine.log(`${first} rows in the first part, ${rows - first} in the second`)
  if (first === 0 || first === rows) step.engine.log(`Warning: one part is empty, since ${rows} ${rows === 1 ? 'row is' : 'rows are'} too few for this share`)
  step.metric('rows_first', first)
  step.metric('rows_second', rows - first)
})

/** md5 is the same on every version and machine, which the engine's own hash does not promise. */
function place(seed: number): string {
  return `md5_number_lower(concat(${numeric(seed)}, ':', row))`
}

async function markAtRandom(step: TableStep<unknown>, { seed }: SplitDataParams, table: string, first: number): Promise<void> {
  await step.engine.run(`
    CREATE TEMP TABLE ${marks} AS
    SELECT row_number() OVER (ORDER BY ${place(seed)}, row) <= ${first} AS in_first
    FROM (SELECT row_number() OVER () AS row FROM ${table})
    ORDER BY row`)
}

/** Shares by largest remainder: each stratum gets its share rounded down, and the rows left go where most was cut off. */
async function markStratified(step: TableStep<unknown>, { seed, share, stratify }: SplitDataParams, table: string, first: number): Promise<void> {
  const quota = '"split quota"'
  const keyed = '"split keyed"'
  await step.engine.run(`
    CREATE TEMP TABLE ${keyed} AS
    SELECT row, value, dense_rank() OVER (ORDER BY value) AS stratum
    FROM (SELECT row_number() OVER () AS row, ${ident(stratify)} AS value FROM ${table})`)
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
  await warnOfSmallStrata(step, quota, stratify)
}

async function warnOfSmallStrata(step: TableStep<unknown>, quota: string, column: string): Promise<void> {
  const small = await step.engine.all(`SELECT value, size, taken FROM ${quota} WHERE taken = 0 OR taken = size ORDER BY stratum`)
  for (const { value, size, taken } of small.slice(0, 10)) {
    const name = value === null ? 'missing' : `“${String(value)}”`
    step.engine.log(`Warning: ${column} is ${name} in ${String(size)} ${size === 1 ? 'row' : 'rows'} only, all in the ${taken === 0 ? 'second' : 'first'} part`)
  }
  if (small.length > 10) step.engine.log(`Warning: and ${small.length - 10} more values of ${column} are in one part only`)
}
