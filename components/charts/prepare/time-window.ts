/** What part of the time is shown; milliseconds since submission. */
export interface TimeWindow {
  from: number
  to: number
}

/** Zooms by `factor` (below 1: in) around the place `at` (0 left edge, 1 right edge); null once everything shows again. */
export function zoomWindow(window: TimeWindow, factor: number, at: number, span: number): TimeWindow | null {
  const width = Math.max(Math.min(5, span), (window.to - window.from) * factor)
  if (width >= span) return null
  const fixed = window.from + (window.to - window.from) * at
  return clamp(fixed - width * at, width, span)
}

/** Moves the window by a share of its own width, not beyond the run. */
export function moveWindow(window: TimeWindow, share: number, span: number): TimeWindow | null {
  const width = window.to - window.from
  if (width >= span) return null
  return clamp(window.from + width * share, width, span)
}

function clamp(from: number, width: number, span: number): TimeWindow {
  const start = Math.max(0, Math.min(span - width, from))
  return { from: start, to: start + width }
}
