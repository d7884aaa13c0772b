import { existsSync } from 'node:fs'
import { text } from '@/lib/catalog/sql-text'
import type { ColumnType } from '@/lib/catalog/types'
import { ChildError } from '../child-error'
import type { DuckEngine } from '../engine'

export interface FileColumn {
  name: string
  /** As DuckDB names it, for casts. */
  sqlType: string
  type: ColumnType
}

/** A Parquet file as a relation, and its columns. @throws ChildError `data_unavailable`. */
export async function openTable(engine: DuckEngine, file: string): Promise<{ relation: string; columns: FileColumn[] }> {
  if (!existsSync(file)) throw new ChildError('data_unavailable', 'The file of this table is not in the artifact store any more.')
  const relation = `read_parquet(${text(file)}, file_row_number = true)`
  const query = `select * exclude (file_row_number) from ${relation}`
  const [columns, described] = [await engine.columns(query), await engine.all(`describe ${query}`)]
  return { relation, columns: columns.map((column, index) => ({ ...column, sqlType: String(described[index]!.column_type) })) }
}

