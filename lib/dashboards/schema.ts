import * as z from 'zod/mini'

/** Columns of the grid, and the height of one of its rows in pixels. */
export const gridColumns = 12
export const mostTiles = 40

const name = z.string().check(z.maxLength(250))
/** An experiment's id as people see it; empty: the one that the dashboard is filtered by. */
const experiment = z._default(z.string().check(z.regex(/^\d{0,9}$/, 'Choose an experiment.')), '')
const filter = z._default(z.string().check(z.maxLength(2000)), '')
const goal = z._default(z.enum(['max', 'min']), 'max')
const runsOf = { experiment, filter }

/** What a tile shows. Each kind holds all that it asks; dates and people come from the dashboard's filters. */
export const TileView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lines'),
    ...runsOf,
    metric: z._default(name, ''),
    runs: z._default(z.int().check(z.gte(1), z.lte(20)), 5),
    /** A parameter by whose value lines are coloured; empty: a colour for each run. */
    group: z._default(name, ''),
    scale: z._default(z.enum(['linear', 'log']), 'linear'),
    /** How much of the line before goes into each point, 0 to 0.99. The line as it was stays behind it. */
    smoothing: z._default(z.number().check(z.gte(0), z.lte(0.99)), 0),
  }),
  z.object({ kind: z.literal('best'), ...runsOf, metric: z._default(name, ''), goal, columns: z._default(z.array(name).check(z.maxLength(12)), []), limit: z._default(z.int().check(z.gte(1), z.lte(100)), 10) }),
  z.object({ kind: z.literal('bars'), ...runsOf, metric: z._default(name, ''), param: z._default(name, ''), measure: z._default(z.enum(['mean', 'max', 'min']), 'mean') }),
  z.object({ kind: z.literal('scatter'), ...runsOf, x: z._default(name, ''), y: z._default(name, '') }),
  z.object({ kind: z.literal('number'), ...runsOf, measure: z._default(z.enum(['best', 'runs', 'failed', 'hours']), 'best'), metric: z._default(name, ''), goal }),
  z.object({ kind: z.literal('runs'), ...runsOf, order: z._default(z.string().check(z.maxLength(300)), ''), columns: z._default(z.array(name).check(z.maxLength(12)), []), limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20) }),
  z.object({ kind: z.literal('states'), pipeline: z._default(z.string().check(z.maxLength(36)), '') }),
  z.object({ kind: z.literal('hours'), by: z._default(z.enum(['person', 'day']), 'person') }),
  z.object({ kind: z.literal('labeling'), project: z._default(z.string().check(z.maxLength(36)), '') }),
  z.object({ kind: z.literal('text'), text: z._default(z.string().check(z.maxLength(20_000)), '') }),
])
export type TileView = z.infer<typeof TileView>
export type TileKind = TileView['kind']

const place = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most))

/** A tile with its place on a grid of 12 columns. */
export const Tile = z.object({
  id: z.string().check(z.regex(/^[\w-]{1,40}$/)),
  title: z._default(z.string().check(z.maxLength(200)), ''),
  x: place(0, gridColumns - 1),
  y: place(0, 10_000),
  w: place(1, gridColumns),
  h: place(1, 60),
  view: TileView,
})
export type Tile = z.infer<typeof Tile>

/** What narrows every tile: it stands in the address. Days are those before now; 0 is all time. */
export const DashboardFilters = z.object({
  experiment: z._default(z.string().check(z.regex(/^\d{0,9}$/)), ''),
  days: z._default(z.int().check(z.gte(0), z.lte(3650)), 0),
  person: z._default(name, ''),
  /** `team=birds`; a name alone: runs that have it. */
  tag: z._default(z.string().check(z.maxLength(500)), ''),
  param: z._default(name, ''),
  /** Ends of the parameter's range, as typed. */
  from: z._default(z.string().check(z.maxLength(40)), ''),
  to: z._default(z.string().check(z.maxLength(40)), ''),
})
export type DashboardFilters = z.infer<typeof DashboardFilters>

export const DashboardContent = z.object({
  tiles: z.array(Tile).check(
    z.maxLength(mostTiles, `A dashboard holds at most ${mostTiles} tiles.`),
    z.refine((tiles) => new Set(tiles.map(({ id }) => id)).size === tiles.length, 'Two tiles have the same id.'),
  ),
  /** What it is narrowed to until somebody chooses; left out: nothing. */
  filters: z.optional(DashboardFilters),
})
export type DashboardContent = z.infer<typeof DashboardContent>

export const noFilters: DashboardFilters = { experiment: '', days: 0, person: '', tag: '', param: '', from: '', to: '' }

export const DashboardName = z.string().check(z.trim(), z.minLength(1, 'Give the dashboard a name.'), z.maxLength(120, 'A name has at most 120 characters.'))
export const CreateDashboardInput = z.object({ name: z._default(DashboardName, 'Untitled dashboard'), content: z._default(DashboardContent, { tiles: [] }) })
/** `revision` is the draft's on which `content` was made. */
export const UpdateDashboardInput = z.object({ name: z.optional(DashboardName), content: z.optional(DashboardContent), revision: z.optional(z.int()) })
export const SaveVersionInput = z.object({ note: z._default(z.string().check(z.trim(), z.maxLength(500)), '') })
export const HomeChoiceInput = z.object({
  /** Null: the ordinary home. */
  dashboard: z.nullable(z.string()),
  for: z.enum(['me', 'workspace']),
})
export const ReadTileInput = z.object({ view: TileView, filters: z._default(DashboardFilters, noFilters) })

export interface DashboardSummary {
  id: string
  name: string
  tiles: number
  /** The latest version; null before the first. */
  version: number | null
  updatedBy: string
  updatedAt: string
  /** Whose home it is. */
  home: 'me' | 'workspace' | null
  deletedAt: string | null
}

export interface DashboardVersion {
  number: number
  note: string
  tiles: number
  createdBy: string
  createdAt: string
}

export interface DashboardView extends DashboardSummary {
  /** What viewers see: the latest version. */
  content: DashboardContent
  draft: DashboardContent
  revision: number
}

/** Days as they stand in an address; 30 where they are none. */
export function daysIn(text: string | null): number {
  return text !== null && /^\d{1,4}$/.test(text) && Number(text) <= 3650 ? Number(text) : 30
}
