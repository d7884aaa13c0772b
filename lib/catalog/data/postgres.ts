import * as z from 'zod/mini'
import { columnTypes, defineComponent, type InferContext, type Inference } from '../types'
import type { PostgresSource } from './postgres-query'

const text = z._default(z.string(), '')

export const PostgresParams = z.object({
  source: z._default(
    z.object({
      datastore: text,
      mode: z._default(z.enum(['table', 'query']), 'table'),
      schema: z._default(z.string(), 'public'),
      table: text,
      query: text,
      /** As the database told them when the source was chosen, for drawing; a run goes by what it finds. */
      columns: z.optional(z.array(z.object({ name: z.string(), type: z.enum(columnTypes) }))),
    }),
    { datastore: '', mode: 'table', schema: 'public', table: '', query: '' },
  ),
  limit: z._default(z.nullable(z.number().check(z.int(), z.positive())), null),
  reuse: z._default(z.boolean(), false),
})
export type PostgresParams = z.infer<typeof PostgresParams>

/** What stops the step, in words. */
export function postgresMistake({ source }: PostgresParams): string | undefined {
  if (source.datastore === '') return 'Choose the datastore to read from'
  if (source.mode === 'table' && source.table === '') return 'Choose the table to read'
  if (source.mode === 'query' && source.query.trim() === '') return 'Write the query to run'
  return undefined
}

export function postgresSource({ source }: PostgresParams): PostgresSource {
  return source.mode === 'query' ? { mode: 'query', query: source.query } : { mode: 'table', schema: source.schema, table: source.table }
}

function infer({ params }: InferContext<PostgresParams>): Inference {
  const mistake = postgresMistake(params)
  return { outputs: { table: mistake ? undefined : params.source.columns }, problems: mistake ? [{ severity: 'error', param: 'source', message: mistake }] : [] }
}

function describe({ source, limit }: PostgresParams): string {
  const cut = limit === null ? '' : `, at most ${limit.toLocaleString('en')} rows`
  if (source.datastore === '') return 'no datastore chosen yet'
  if (source.mode === 'query') return `a query on ${source.datastore}${cut}`
  return source.table === '' ? `nothing of ${source.datastore} chosen yet` : `${source.schema === 'public' ? '' : `${source.schema}.`}${source.table} of ${source.datastore}${cut}`
}

export const readPostgres = defineComponent({
  id: 'data.postgres',
  version: 1,
  name: 'Read from PostgreSQL',
  category: 'Data',
  icon: 'database-zap',
  summary: 'A table or the rows of a query from a PostgreSQL database',
  keywords: ['sql', 'database', 'postgres', 'query', 'datastore', 'warehouse', 'import', 'redshift', 'timescale'],
  inputs: [],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows as the database gave them when the step ran.' }],
  params: PostgresParams,
  fields: [
    { name: 'source', label: 'Source', kind: 'datastore' },
    { name: 'limit', label: 'Rows at most', kind: 'number', min: 1, step: 1, nullable: true },
    { name: 'reuse', label: 'Reuse earlier results', kind: 'switch', advanced: true, help: 'Off: each run asks the database anew. On: an equal step is not run again, whatever has changed in the database.' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  reads: 'datastore',
  deterministic: true,
  reuses: (params) => params.reuse,
})
