import { columnLabel, isMetric, valueText } from '@/components/experiments/value-text'
import { statusOf } from '@/components/experiments/status'
import { HoverLink } from '@/components/ui/hover-link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Td, Th, Tr } from '@/components/ui/table'
import type { TileTable } from '@/lib/dashboards/tile-data'
import { runHref } from './hrefs'

/** Runs with their columns; a name opens its run. */
export function RunsBody({ data, workspace, ranked, label }: { data: TileTable; workspace: string; ranked: boolean; label: string }) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className="h-full min-h-0 overflow-auto">
      <table className="w-full border-separate border-spacing-0 text-left tabular">
        <thead>
          <tr>
            {ranked && <Th numeric className="w-8">#</Th>}
            <Th>Run</Th>
            {!ranked && <Th>State</Th>}
            {data.columns.map((column) => (
              <Th key={column} numeric={isMetric(column)} title={column}>
                {columnLabel(column)}
              </Th>
            ))}
            <Th>Started</Th>
          </tr>
        </thead>
        <tbody>
          {data.runs.map((run, index) => (
            <Tr key={run.id}>
              {ranked && <Td numeric className="text-muted">{index + 1}</Td>}
              <Td className="max-w-56">
                <HoverLink className="font-medium hover:underline" href={runHref(workspace, run.experimentId, run.id)}>
                  {run.name}
                </HoverLink>
              </Td>
              {!ranked && (
                <Td>
                  <Status status={statusOf[run.status]} plain />
                </Td>
              )}
              {data.columns.map((column) => (
                <Td key={column} numeric={isMetric(column)} className="max-w-48" title={String(run.values[column] ?? '')}>
                  {valueText(run.values[column], isMetric(column))}
                </Td>
              ))}
              <Td className="text-muted">
                <RelativeTime at={run.startMs} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
