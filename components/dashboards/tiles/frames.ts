import type { ChartTable } from '@/components/charts/prepare/spec'
import type { Tile } from '@/lib/dashboards/schema'
import type { TileData } from '@/lib/dashboards/tile-data'
import { hoursText } from '../overview/usage-lists'
import { firstOfDays, pipelineRunsHref, runHref, runsHref } from './hrefs'
import { prepareHours, prepareStates, type DaysFrame } from './prepare/days'
import { prepareLines, type LinesFrame } from './prepare/lines'
import { prepareBars, prepareScatter, type BarsFrame, type ScatterFrame } from './prepare/relations'
import { orderOf, tableOf } from './prepare/table'

export type TileChart = LinesFrame | BarsFrame | ScatterFrame | DaysFrame

/** A tile's data, ready to be drawn. */
export interface Frame {
  /** Beside the title. */
  subtitle: string
  chart: TileChart | null
  /** For a file; null where there are no rows. */
  table: ChartTable | null
  /** Why there is nothing to see; null where there is. */
  empty: string | null
  /** Where the numbers come from. */
  evidence: { href: string; label: string } | null
}

const ofChart = (chart: TileChart, evidence: Frame['evidence']): Frame => ({ subtitle: chart.spec.subtitle, chart, table: chart.spec.table, empty: chart.spec.empty, evidence })

export function frameOf(tile: Tile, data: TileData, workspace: string): Frame {
  const { view } = tile
  const nothing: Frame = { subtitle: '', chart: null, table: null, empty: null, evidence: null }
  const runsOf = (days: number, person: string | undefined) => ({ href: pipelineRunsHref(workspace, { from: firstOfDays(days), person }), label: 'Runs' })
  switch (data.kind) {
    case 'lines':
      return ofChart(prepareLines(data, view.kind === 'lines' ? view : { scale: 'linear', smoothing: 0 }, workspace), { href: runsHref(workspace, data.experiment.id, { filter: data.filter, columns: [`metrics.${data.metric}`] }), label: 'Runs' })
    case 'bars':
      return ofChart(prepareBars(data, workspace), { href: runsHref(workspace, data.experiment.id, { filter: data.filter, columns: [`metrics.${data.metric}`, `params.${data.param}`] }), label: 'Runs' })
    case 'scatter':
      return ofChart(prepareScatter(data, workspace), { href: runsHref(workspace, data.experiment.id, { filter: data.filter, columns: [data.x, data.y] }), label: 'Runs' })
    case 'states':
      return ofChart(prepareStates(data), { href: pipelineRunsHref(workspace, { from: data.from, to: data.to, person: data.person, pipeline: view.kind === 'states' ? view.pipeline : undefined }), label: 'Runs' })
    case 'hours':
      if (data.by === 'day') return ofChart(prepareHours(data), runsOf(data.days, data.person))
      return {
        ...nothing,
        subtitle: `${hoursText(data.seconds)} in ${data.days} days`,
        table: { columns: [{ label: 'Person', numeric: false }, { label: 'Hours', numeric: true }, { label: 'Steps', numeric: true }, { label: 'Logged runs', numeric: true }], rows: data.people.map(({ person, seconds, steps, runs: logged }) => [person, seconds / 3600, steps, logged]) },
        empty: data.seconds === 0 ? `Nothing was computed in the last ${data.days} days under these filters.` : null,
        evidence: runsOf(data.days, data.person),
      }
    case 'best':
    case 'runs':
      return {
        ...nothing,
        subtitle: [data.experiment.name, data.total > data.runs.length && `${data.runs.length} of ${data.total.toLocaleString('en-US')} runs`].filter(Boolean).join(' · '),
        table: tableOf(data),
        empty: data.runs.length === 0 ? `No run of ${data.experiment.name} ${data.filter ? 'fits these filters' : 'has been logged yet'}.` : null,
        evidence: { href: runsHref(workspace, data.experiment.id, { filter: data.filter, order: orderOf(view), columns: data.columns }), label: 'Runs' },
      }
    case 'number':
      return {
        ...nothing,
        subtitle: data.experiment?.name ?? data.label.replace(/^Compute hours, /, ''),
        evidence: data.run && data.experiment ? { href: runHref(workspace, data.experiment.id, data.run.id), label: 'Run' } : data.experiment ? { href: runsHref(workspace, data.experiment.id, { filter: data.filter }), label: 'Runs' } : { href: pipelineRunsHref(workspace, {}), label: 'Runs' },
      }
    case 'labeling':
      return { ...nothing, empty: data.projects.length === 0 ? 'There is no labeling project yet.' : null, evidence: { href: `/w/${workspace}/labeling`, label: 'Labeling' } }
    case 'text':
      return nothing
  }
}
