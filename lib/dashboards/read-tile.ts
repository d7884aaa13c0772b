import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { parse } from '@/lib/parse'
import { ReadTileInput, type DashboardFilters, type TileKind, type TileView } from './schema'
import type { TileData } from './tile-data'
import { readNumber } from './tiles/number'
import { readBars, readBest, readLines, readRuns, readScatter } from './tiles/runs'
import { readHoursTile, readLabeling, readStates } from './tiles/workspace'

type Readers = { [K in TileKind]: (ctx: Context, view: Extract<TileView, { kind: K }>, filters: DashboardFilters) => Promise<TileData> }

const readers: Readers = {
  lines: readLines,
  best: readBest,
  bars: readBars,
  scatter: readScatter,
  number: readNumber,
  runs: readRuns,
  states: readStates,
  hours: readHoursTile,
  labeling: readLabeling,
  text: () => Promise.resolve({ kind: 'text' }),
}

/** What one tile shows now, under the dashboard's filters. @throws AppError `invalid` (something is not chosen), `not_found` (it is gone), `forbidden` */
export async function readTile(ctx: Context, input: unknown): Promise<TileData> {
  authorize(ctx, 'dashboards.read')
  const { view, filters } = parse(ReadTileInput, input)
  return (readers[view.kind] as (ctx: Context, view: TileView, filters: DashboardFilters) => Promise<TileData>)(ctx, view, filters)
}
