import type { GanttPart } from './prepare/gantt'

/** Colour and word of each part of an attempt, the same in drawing, legend and panel. */
export const ganttLooks: Record<GanttPart, { word: string; colour: string; opacity: number }> = {
  queued: { word: 'queued', colour: 'var(--queued)', opacity: 0.3 },
  starting: { word: 'starting', colour: 'var(--series-5)', opacity: 1 },
  loading: { word: 'loading', colour: 'var(--series-7)', opacity: 1 },
  running: { word: 'running', colour: 'var(--series-1)', opacity: 1 },
  saving: { word: 'saving', colour: 'var(--series-4)', opacity: 1 },
  ending: { word: 'reporting', colour: 'var(--queued)', opacity: 0.6 },
}
