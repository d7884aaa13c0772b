import type { Viewport } from '@xyflow/react'

/** More selected steps than this are not worth a longer address. */
const most = 20

/** `?view=x,y,zoom&steps=a,b` → viewport and selected steps. What is not readable is left out. */
export function readView(search: string): { viewport: Viewport | undefined; selected: Set<string> } {
  const query = new URLSearchParams(search)
  const numbers = (query.get('view') ?? '').split(',').map(Number)
  const [x, y, zoom] = numbers
  const readable = numbers.length === 3 && numbers.every(Number.isFinite) && zoom! >= 0.05 && zoom! <= 2
  const steps = query.get('steps')
  return { viewport: readable ? { x: x!, y: y!, zoom: zoom! } : undefined, selected: new Set(steps ? steps.split(',') : []) }
}

/** The search string with the view in it; other parameters stay as they are. */
export function writeView(search: string, { viewport, selected }: { viewport: Viewport | undefined; selected: readonly string[] }): string {
  const query = new URLSearchParams(search)
  if (viewport) query.set('view', `${Math.round(viewport.x)},${Math.round(viewport.y)},${Math.round(viewport.zoom * 1000) / 1000}`)
  if (selected.length > 0 && selected.length <= most) query.set('steps', selected.join())
  else query.delete('steps')
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
