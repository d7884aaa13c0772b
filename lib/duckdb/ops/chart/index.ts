import { text } from '@/lib/catalog/sql-text'
import type { ChartKind, ChartRequest, ChartRequestOf } from '@/lib/data/chart-query'
import { DuckEngine } from '../../engine'
import type { Operation } from '../../operation'
import { conditionSql, conversionError, type Filter } from '../conditions'
import { openTable } from '../table-file'
import { box, counts, histogram } from './distribution'
import { errors } from './errors'
import { line } from './line'
import { correlation, map, matrix, scatter } from './relation'
import { residuals, thresholds } from './scored'
import type { Source } from './source'
import type { ChartAnswer, ChartAnswers } from './types'

export interface ChartJob {
  file: string
  chart: ChartRequest
  filters: Filter[]
}

const makers: { [K in ChartKind]: (source: Source, request: ChartRequestOf<K>) => Promise<ChartAnswers[K]> } = { histogram, counts, box, scatter, matrix, correlation, line, map, thresholds, errors, residuals }

/** The numbers of one chart of a Parquet file. Only what is drawn leaves the child. @throws UserError for a column that does not suit */
export const chart: Operation<ChartJob, ChartAnswer> = async (job, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, job.file)
    const where = conditionSql(job.filters, columns, text)
    const make = makers[job.chart.kind] as (source: Source, request: ChartRequest) => Promise<ChartAnswer>
    return await make({ engine, columns, from: `from ${relation} where ${where === '' ? 'true' : where}` }, job.chart)
  } catch (error) {
    throw conversionError(error)
  } finally {
    connection.closeSync()
  }
}
