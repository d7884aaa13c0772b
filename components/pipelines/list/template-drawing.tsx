import type { Graph } from '@/lib/graph/schema'
import { cardHeight, cardWidth } from '../card-geometry'
import { categoryColor } from '../edge-style'

const margin = 24

/** A pipeline's steps and wires as a small picture: where the steps stand, coloured by category. Says nothing to screen readers. */
export function TemplateDrawing({ graph, className }: { graph: Pick<Graph, 'nodes' | 'edges'>; className?: string }) {
  const { nodes } = graph
  const [left, top] = [Math.min(...nodes.map(({ position }) => position.x)), Math.min(...nodes.map(({ position }) => position.y))]
  const [right, bottom] = [Math.max(...nodes.map(({ position }) => position.x)) + cardWidth, Math.max(...nodes.map(({ position }) => position.y)) + cardHeight]
  const places = new Map(nodes.map(({ id, position }) => [id, position]))
  return (
    <svg aria-hidden viewBox={`${left - margin} ${top - margin} ${right - left + 2 * margin} ${bottom - top + 2 * margin}`} className={className}>
      {graph.edges.map(({ from, to }) => {
        const [start, end] = [places.get(from.node), places.get(to.node)]
        if (!start || !end) return null
        const [x1, y1, x2, y2] = [start.x + cardWidth / 2, start.y + cardHeight, end.x + cardWidth / 2, end.y]
        const middle = (y1 + y2) / 2
        return <path key={`${from.node}.${from.port}-${to.node}.${to.port}`} d={`M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`} fill="none" stroke="var(--muted)" strokeWidth={8} opacity={0.55} />
      })}
      {nodes.map(({ id, component, position }) => (
        <rect key={id} x={position.x} y={position.y} width={cardWidth} height={cardHeight} rx={16} fill={categoryColor(categoryOf(component))} />
      ))}
    </svg>
  )
}

/** By the id alone, so that this page does not carry the catalogue. */
function categoryOf(component: string): string {
  return component.charAt(0).toUpperCase() + component.slice(1, component.indexOf('.'))
}
