import type { Context } from '@/lib/context'
import type { Page } from '@/lib/duckdb/ops/page'
import { childRefusal } from './child-refusal'
import { tablePools } from './pools'
import { tableFile } from './table-access'
import type { RowsQuery } from './table-query'

/** Texts in a page of rows are cut at this many characters; one cell can be fetched whole. */
const cutAt = 500
const uncutRows = 10

/** Rows of a table, sorted and filtered by DuckDB where it lies. Values are JSON-safe (see lib/duckdb/json-values.ts). */
export async function tableRows(ctx: Context, digest: string, query: RowsQuery, signal?: AbortSignal): Promise<Page> {
  const file = await tableFile(ctx, digest)
  const full = query.text === 'full'
  try {
    return await tablePools().viewing.run(
      'page',
      {
        file,
        offset: query.offset,
        limit: full ? Math.min(query.limit, uncutRows) : query.limit,
        sort: query.sort ?? null,
        filters: query.filter ?? [],
        columns: query.columns ?? null,
        longestText: full ? 10_000_000 : cutAt,
      },
      { letFinish: true, ...(signal && { signal }) },
    )
  } catch (error) {
    throw childRefusal(error)
  }
}
