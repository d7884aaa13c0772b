import type { ExternalColumn } from '@/db/queries/external-postgres'
import type { Column } from '@/lib/catalog/types'

/** PostgreSQL's types in DuckDB's; whatever is not here is read as the text that PostgreSQL writes. */
const sqlTypes: Record<string, string> = {
  bool: 'BOOLEAN',
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  float4: 'DOUBLE',
  float8: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
}
const logical: Record<string, Column['type']> = { BOOLEAN: 'boolean', SMALLINT: 'integer', INTEGER: 'integer', BIGINT: 'integer', DOUBLE: 'number', DATE: 'date', TIMESTAMP: 'timestamp', TIMESTAMPTZ: 'timestamp', VARCHAR: 'text' }

/** Digits that a double holds exactly; a numeric of more stays text. */
const exactDigits = 15

export interface ReadColumn {
  name: string
  /** In DuckDB's words. */
  sqlType: string
}

/** The table's columns in order. Names that repeat are numbered, as SQL lets a query name two columns alike. */
export function readColumns(columns: ExternalColumn[]): ReadColumn[] {
  const taken = new Set<string>()
  return columns.map(({ name, type, precision }) => {
    let free = name
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${name}_${count}`
    taken.add(free.toLowerCase())
    return { name: free, sqlType: type === 'numeric' ? ((precision ?? 0) > exactDigits ? 'VARCHAR' : 'DOUBLE') : (sqlTypes[type] ?? 'VARCHAR') }
  })
}

export function logicalColumns(columns: ReadColumn[]): Column[] {
  return columns.map(({ name, sqlType }) => ({ name, type: logical[sqlType]! }))
}
