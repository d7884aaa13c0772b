import { ChartColumnStacked, ChartBarBig, ChartLine, ChartScatter, Clock, Hash, ListOrdered, StickyNote, Table2, Tags, type LucideIcon } from 'lucide-react'
import type { TileKind, TileView } from '@/lib/dashboards/schema'

export interface KindFacts {
  label: string
  icon: LucideIcon
  /** What it shows, for somebody who chooses among all. */
  shows: string
  /** Of a new one, and the least in which it can be read; columns and rows. */
  size: { w: number; h: number }
  least: { w: number; h: number }
  /** It looks at the runs of one experiment. */
  ofRuns: boolean
}

export const kinds: Record<TileKind, KindFacts> = {
  number: { label: 'Number', icon: Hash, shows: 'One number in large, with what it was before: the best of a metric, how many runs, how many failed, compute hours.', size: { w: 3, h: 3 }, least: { w: 2, h: 3 }, ofRuns: true },
  lines: { label: 'Metric over steps', icon: ChartLine, shows: 'A metric of the newest runs, a line for each run. Lines of runs that go on grow as they log.', size: { w: 6, h: 7 }, least: { w: 3, h: 5 }, ofRuns: true },
  best: { label: 'Best runs', icon: ListOrdered, shows: 'The runs with the highest or lowest value of a metric, with the parameters that led there.', size: { w: 6, h: 7 }, least: { w: 3, h: 4 }, ofRuns: true },
  bars: { label: 'Metric by parameter', icon: ChartBarBig, shows: 'A bar for each value of a parameter: the mean, highest or lowest of a metric over its runs.', size: { w: 6, h: 7 }, least: { w: 3, h: 5 }, ofRuns: true },
  scatter: { label: 'Scatter', icon: ChartScatter, shows: 'A dot for each run, by two metrics or parameters: where more of one costs less of the other.', size: { w: 6, h: 7 }, least: { w: 3, h: 5 }, ofRuns: true },
  runs: { label: 'Latest runs', icon: Table2, shows: 'A table of runs with the columns that you choose, newest first or in another order.', size: { w: 8, h: 7 }, least: { w: 3, h: 4 }, ofRuns: true },
  states: { label: 'Runs by day', icon: ChartColumnStacked, shows: 'How many pipeline runs each day had, and how they ended.', size: { w: 6, h: 7 }, least: { w: 3, h: 5 }, ofRuns: false },
  hours: { label: 'Compute hours', icon: Clock, shows: 'Who used how much compute, or how much was used each day.', size: { w: 4, h: 7 }, least: { w: 3, h: 4 }, ofRuns: false },
  labeling: { label: 'Labeling progress', icon: Tags, shows: 'How far labeling projects are, and what was labeled in the last week.', size: { w: 4, h: 5 }, least: { w: 3, h: 3 }, ofRuns: false },
  text: { label: 'Text', icon: StickyNote, shows: 'Words of your own, in Markdown: what the numbers mean, and whom to ask.', size: { w: 4, h: 4 }, least: { w: 2, h: 2 }, ofRuns: false },
}

export const kindOrder = Object.keys(kinds) as TileKind[]

const goalWords = (goal: 'max' | 'min') => (goal === 'max' ? 'Highest' : 'Lowest')
const key = (column: string) => column.slice(column.indexOf('.') + 1)
const measures = { mean: 'Mean', max: 'Highest', min: 'Lowest' }

/** What a tile is called until somebody gives it a name. */
export function usualTitle(view: TileView): string {
  switch (view.kind) {
    case 'lines':
      return view.metric ? `${view.metric} over steps` : kinds.lines.label
    case 'best':
      return view.metric ? `Best by ${view.metric}` : kinds.best.label
    case 'bars':
      return view.metric && view.param ? `${measures[view.measure]} ${view.metric} by ${view.param}` : kinds.bars.label
    case 'scatter':
      return view.x && view.y ? `${key(view.y)} against ${key(view.x)}` : kinds.scatter.label
    case 'number':
      if (view.measure === 'best') return view.metric ? `${goalWords(view.goal)} ${view.metric}` : kinds.number.label
      return { runs: 'Runs', failed: 'Failed runs', hours: 'Compute hours' }[view.measure]
    case 'hours':
      return view.by === 'person' ? 'Compute hours by person' : 'Compute hours by day'
    default:
      return kinds[view.kind].label
  }
}

export interface Names {
  experiment: string
  metrics: string[]
  params: string[]
}

/** A new tile's view, so that it shows something at once: `metric` is what the experiment is judged by. */
export function newView(kind: TileKind, { experiment, metrics, params }: Names, judged: { metric: string; goal: 'max' | 'min' } | null): TileView {
  const runsOf = { experiment, filter: '' }
  const metric = judged?.metric ?? metrics[0] ?? ''
  const goal = judged?.goal ?? 'max'
  switch (kind) {
    case 'lines':
      return { kind, ...runsOf, metric, runs: 5, group: '', scale: 'linear', smoothing: 0 }
    case 'best':
      return { kind, ...runsOf, metric, goal, columns: params.slice(0, 2).map((name) => `params.${name}`), limit: 10 }
    case 'bars':
      return { kind, ...runsOf, metric, param: params[0] ?? '', measure: goal }
    case 'scatter':
      return { kind, ...runsOf, x: params[0] ? `params.${params[0]}` : metrics.find((name) => name !== metric) ? `metrics.${metrics.find((name) => name !== metric)}` : '', y: metric && `metrics.${metric}` }
    case 'number':
      return { kind, ...runsOf, measure: metric ? 'best' : 'runs', metric, goal }
    case 'runs':
      return { kind, ...runsOf, order: '', columns: metric ? [`metrics.${metric}`] : [], limit: 20 }
    case 'states':
      return { kind, pipeline: '' }
    case 'hours':
      return { kind, by: 'person' }
    case 'labeling':
      return { kind, project: '' }
    case 'text':
      return { kind, text: '' }
  }
}
