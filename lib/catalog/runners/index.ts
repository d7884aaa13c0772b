import type { TableRunner } from '../types'
import { runApplyTransformation } from './apply-transformation'
import { runCleanMissingData } from './clean-missing-data'
import { runComputeColumn } from './compute-column'
import { runEnter } from './enter'
import { runFilterRows } from './filter-rows'
import { runGroupAndAggregate } from './group-and-aggregate'
import { runImport } from './import'
import { runJoin } from './join'
import { runSelectColumns } from './select-columns'
import { runSplitData } from './split-data'
import { runSql } from './sql'

/** What runs each table component in an agent's DuckDB child, by `id@version`. */
export const tableRunners: Record<string, TableRunner> = {
  'data.import@1': runImport,
  'data.enter@1': runEnter,
  'transform.select-columns@1': runSelectColumns,
  'transform.clean-missing-data@1': runCleanMissingData,
  'transform.apply-transformation@1': runApplyTransformation,
  'transform.split-data@1': runSplitData,
  'transform.filter-rows@1': runFilterRows,
  'transform.join@1': runJoin,
  'transform.group-and-aggregate@1': runGroupAndAggregate,
  'transform.compute-column@1': runComputeColumn,
  'script.sql@1': runSql,
}
