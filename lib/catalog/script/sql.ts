import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { inputNames, queryMistake } from './query-checks'

export const SqlParams = z.object({
  query: z._default(z.string().check(z.maxLength(100_000)), 'select *\nfrom in1'),
})
export type SqlParams = z.infer<typeof SqlParams>

function infer({ params, connected }: InferContext<SqlParams>): Inference {
  const problems: Inference['problems'] = []
  const mistake = queryMistake(params.query)
  if (mistake !== undefined) problems.push({ severity: 'error', param: 'query', message: mistake })
  for (const name of inputNames(params.query)) {
    if (!connected.has(name)) problems.push({ severity: 'error', port: name, param: 'query', message: `The query reads ${name}, but nothing is connected there` })
  }
  return { outputs: { table: undefined }, problems }
}

function describe({ query }: SqlParams): string {
  const line = query.replace(/--[^\n]*/g, ' ').replace(/\s+/g, ' ').trim()
  if (line === '') return 'no query yet'
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

export const sqlScript = defineComponent({
  id: 'script.sql',
  version: 1,
  name: 'SQL',
  category: 'Script',
  icon: 'database-zap',
  summary: 'One SELECT over up to three tables',
  keywords: ['query', 'select', 'duckdb', 'window', 'pivot', 'union', 'custom'],
  inputs: [
    { name: 'in1', type: 'table', label: 'in1', help: 'The table called in1 in the query.', optional: true },
    { name: 'in2', type: 'table', label: 'in2', help: 'The table called in2 in the query.', optional: true },
    { name: 'in3', type: 'table', label: 'in3', help: 'The table called in3 in the query.', optional: true },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The query’s rows.' }],
  params: SqlParams,
  fields: [{ name: 'query', label: 'Query', kind: 'code', language: 'sql', from: 'in1', placeholder: 'select * from in1' }],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
