import { SplitDataParams } from '../transform/split-data'
import type { TableStep } from '../types'
import { divideAtRandom, marked, markStratified, type Stratum } from './marks'
import { defineRunner, input, requireColumns } from './support'

export const runSplitData = defineRunner(SplitDataParams, async (step, params) => {
  const table = input(step, 'table')
  if (params.method === 'stratified') requireColumns(await step.engine.columns(table), [params.stratify])
  const [counted] = await step.engine.all(`SELECT count(*) AS n FROM ${table}`)
  const rows = Number(counted?.n)
  const first = Math.round(params.share * rows)
  if (params.method === 'in-order') {
    await step.writeTable('first', `SELECT * FROM ${table} LIMIT ${first}`)
    await step.writeTable('second', `SELECT * FROM ${table} OFFSET ${first}`)
  } else if (params.method === 'random') {
    const parts = await divideAtRandom(step, { seed: params.seed, port: 'table', rows, first })
    await step.writeTable('first', parts.first)
    await step.writeTable('second', parts.second)
  } else {
    warnOfSmallStrata(step, await markStratified(step, { ...params, column: params.stratify }, table, first), params.stratify)
    await step.writeTable('first', marked(table, 'in_first'))
    await step.writeTable('second', marked(table, 'NOT in_first'))
  }
  step.engine.log(`${first} rows in the first part, ${rows - first} in the second`)
  if (first === 0 || first === rows) step.engine.log(`Warning: one part is empty, since ${rows} ${rows === 1 ? 'row is' : 'rows are'} too few for this share`)
  step.metric('rows_first', first)
  step.metric('rows_second', rows - first)
})

function warnOfSmallStrata(step: TableStep<unknown>, small: Stratum[], column: string): void {
  for (const { value, size, taken } of small.slice(0, 10)) {
    const name = value === null ? 'missing' : `“${String(value)}”`
    step.engine.log(`Warning: ${column} is ${name} in ${size} ${size === 1 ? 'row' : 'rows'} only, all in the ${taken === 0 ? 'second' : 'first'} part`)
  }
  if (small.length > 10) step.engine.log(`Warning: and ${small.length - 10} more values of ${column} are in one part only`)
}
