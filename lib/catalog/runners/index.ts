import type { TableRunner } from '../types'
import { runSelectColumns } from './select-columns'

/** What runs each table component in an agent's DuckDB child, by `id@version`. */
export const tableRunners: Record<string, TableRunner> = {
  'transform.select-columns@1': runSelectColumns,
}
