import type { Context } from '@/lib/context'
import type { ChartAnswer } from '@/lib/duckdb/ops/chart/types'
import type { ChartRequest } from './chart-query'
import { childRefusal } from './child-refusal'
import { tablePools } from './pools'
import { tableFile } from './table-access'
import type { TableFilter } from './table-filter'

/** The numbers of one chart over the rows of a table that pass, computed where the table lies. */
export async function tableChart(ctx: Context, digest: string, chart: ChartRequest, filters: TableFilter[], signal?: AbortSignal): Promise<ChartAnswer> {
  const file = await tableFile(ctx, digest)
  try {
    return await tablePools().viewing.run('chart', { file, chart, filters }, signal ? { signal } : {})
  } catch (error) {
    throw childRefusal(error)
  }
}
