import { ident } from '../sql-text'
import { SampleParams } from '../transform/sample'
import { divideAtRandom, marked, markStratified, marks, place } from './marks'
import { defineRunner, input, requireColumns } from './support'

export const runSample = defineRunner(SampleParams, async (step, params) => {
  const table = input(step, 'table')
  if (params.method === 'stratified' || params.method === 'per-group') requireColumns(await step.engine.columns(table), [params.column])
  const [counted] = await step.engine.all(`SELECT count(*) AS n FROM ${table}`)
  const all = Number(counted?.n)
  const wanted = params.size === 'rows' ? Math.min(params.rows, all) : Math.round(params.share * all)
  if (params.method === 'first') {
    await step.writeTable('table', `SELECT * FROM ${table} LIMIT ${wanted}`)
  } else {
    if (params.method === 'stratified') await markStratified(step, { seed: params.seed, share: all === 0 ? 0 : wanted / all, column: params.column }, table, wanted)
    if (params.method === 'every-nth') await step.engine.run(`CREATE TEMP TABLE ${marks} AS SELECT (row_number() OVER () - 1) % ${params.every} = 0 AS in_first FROM ${table}`)
    if (params.method === 'per-group') {
      await step.engine.run(`
        CREATE TEMP TABLE ${marks} AS
        SELECT row_number() OVER (PARTITION BY value ORDER BY ${place(params.seed)}, row) <= ${params.rows} AS in_first
        FROM (SELECT row_number() OVER () AS row, ${ident(params.column)} AS value FROM ${table})
        ORDER BY row`)
    }
    const taken = params.method === 'random' ? (await divideAtRandom(step, { seed: params.seed, port: 'table', rows: all, first: wanted })).first : marked(table, 'in_first')
    const { rows } = await step.writeTable('table', taken)
    step.engine.log(`Took ${rows} of ${all} rows`)
  }
  const bounded = params.size === 'rows' && ['random', 'stratified', 'first'].includes(params.method)
  if (bounded && params.rows > all) step.engine.log(`Warning: ${params.rows} rows are asked for, but there are only ${all}`)
})
