import type { FitViewOptions } from '@xyflow/react'
import type { Graph } from '@/lib/graph/schema'
import { cardHeight, cardWidth } from '../card-geometry'

/** All steps in sight, clear of the tools and the problems that lie over the canvas. */
export const fitOptions = { padding: { top: '32px', left: '32px', right: '32px', bottom: '88px' }, maxZoom: 1 } satisfies FitViewOptions

/** About the zoom at which all steps are in sight in a window of this size, known before anything is drawn. */
export function fittedZoom(graph: Graph, window: { innerWidth: number; innerHeight: number }): number {
  const span = (axis: 'x' | 'y', card: number) => {
    const places = graph.nodes.map((node) => node.position[axis])
    return places.length === 0 ? card : Math.max(...places) - Math.min(...places) + card
  }
  // Palette, inspector and rail at the sides; the bars above, the tools below.
  const beside = window.innerWidth >= 768 ? 656 + 64 : 64
  const zoom = Math.min((window.innerWidth - beside) / span('x', cardWidth), (window.innerHeight - 88 - 120) / span('y', cardHeight), 1)
  return Math.max(0.05, zoom)
}
