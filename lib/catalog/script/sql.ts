import { z } from 'zod'
import { example, examplePenguins } from '../example'
import { defineComponent, type InferContext, type Inference } from '../types'
import { inputNames, queryMistake } from './query-checks'

export const SqlParams = z.object({
  query: z.string().max(100_000).default('select *\nfrom in1'),
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
  docs: `
Runs one \`SELECT\` over the connected tables, which are called \`in1\`, \`in2\` and \`in3\`. The language is that of DuckDB: common table expressions, window functions, \`PIVOT\`, \`QUALIFY\`, \`UNION ALL BY NAME\` and all else that reads.

- A query reads its inputs and nothing else: no files, no network, no settings. It cannot write.
- Rows come out in the order of its \`ORDER BY\`. Without one they keep the input's order where the query allows it.
- Column names come from the query; two of the same name are refused. Sums of whole numbers, which DuckDB makes wider, come out as whole numbers of 64 bits.
- Functions whose result changes from run to run (\`random()\`, \`now()\`, samples without a seed) are refused, since the result could not be reused or repeated. In place of random order: \`ORDER BY md5(concat(42, ':', id))\`.

Names with spaces, signs or capitals that matter stand in double quotes, text in single quotes. What columns come out is known after a run.

${example(
  [
    examplePenguins,
    {
      id: 'sql',
      component: 'script.sql@1',
      params: { query: "select species, body_mass_g,\n  body_mass_g - avg(body_mass_g) over (partition by species) as above_mean\nfrom in1\nwhere body_mass_g is not null\norder by species, body_mass_g" },
    },
  ],
  ['penguins.table > sql.in1'],
)}
`,
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
