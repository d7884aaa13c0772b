import type { TableRunner } from '../types'
import { runApplyTransformation } from './apply-transformation'
import { runCleanMissingData } from './clean-missing-data'
import { runEnter } from './enter'
import { runImport } from './import'
import { runSelectColumns } from './select-columns'
import { runSplitData } from './split-data'

/** What runs each table component in an agent's DuckDB child, by `id@version`. */
export const tableRunners: Record<string, TableRunner> = {
  'data.import@1': runImport,
  'data.enter@1': runEnter,
  'transform.select-columns@1': runSelectColumns,
  'transform.clean-missing-data@1': runCleanMissingData,
  'transform.apply-transformation@1': runApplyTransformation,
  'transform.split-data@1': runSplitData,
}
