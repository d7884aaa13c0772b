import { ganttParts, type GanttSpec } from './gantt'
import type { Frame } from './spec'

/** The words and the table around a Gantt drawing. Times in milliseconds since submission. */
export function ganttFrame(spec: GanttSpec, name: string, duration: (ms: number) => string): Frame {
  const path = spec.critical.map((node) => spec.rows.find((row) => row.node === node)?.name ?? node)
  const sum = (row: GanttSpec['rows'][number], part: string) => row.segments.filter((segment) => segment.part === part).reduce((total, segment) => total + segment.to - segment.from, 0)
  return {
    title: 'Timeline',
    subtitle: path.length > 1 ? `${duration(spec.span)} in all; decided by ${path.length > 5 ? `${path.slice(0, 2).join(' → ')} → … → ${path.at(-1)}` : path.join(' → ')}` : `${duration(spec.span)} in all`,
    description: `Timeline of ${spec.rows.length} steps over ${duration(spec.span)}.${path.length > 0 ? ` Longest path: ${path.join(', ')}.` : ''}`,
    fileName: `${name}-timeline`,
    table: {
      columns: [{ label: 'Step', numeric: false }, { label: 'State', numeric: false }, { label: 'Agent', numeric: false }, { label: 'From, ms', numeric: true }, { label: 'To, ms', numeric: true }, ...ganttParts.map((part) => ({ label: `${part}, ms`, numeric: true })), { label: 'On the longest path', numeric: false }],
      rows: spec.rows.map((row) => [row.name, row.state, row.agent, row.segments[0]?.from ?? row.mark, row.segments.at(-1)?.to ?? row.mark, ...ganttParts.map((part) => sum(row, part)), row.critical ? 'yes' : 'no']),
    },
    empty: spec.rows.some((row) => row.segments.length > 0 || row.mark !== null) ? null : 'No step has started yet.',
  }
}
