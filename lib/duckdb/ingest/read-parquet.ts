import { ident, text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import { columnNames } from './column-names'
import { lastNames } from './findings'
import type { Reading, Source } from './source'

/** Parquet, written anew so that every table of the studio has the same compression and row groups. */
export async function readParquet({ engine, file, options }: Reading): Promise<Source> {
  const relation = `read_parquet(${text(file)})`
  const columns = await engine.columns(`from ${relation}`)
  if (columns.length === 0) throw new UserError('The Parquet file has no columns.')
  const names = columnNames(columns.map((column) => column.name))
  const wanted = lastNames(names, options)
  return { query: `select ${columns.map(({ name }, index) => `${ident(name)} as ${ident(wanted[index]!)}`).join(', ')} from ${relation}`, notes: [], findings: names.map((name) => ({ name, markers: [] })) }
}

/** A sentence, of DuckDB's message about a damaged Parquet file; undefined if it is not one. */
export function explainParquet(message: string): string | undefined {
  return /parquet|magic bytes|thrift|Snappy|ZSTD|Invalid page|Out of buffer/i.test(message) ? 'The Parquet file is damaged or was cut off. Write it again and upload that.' : undefined
}
