import { boxCorners, ringsOf } from '@/lib/labeling/canvas/geometry'
import type { LabelView } from '@/lib/labeling/schema'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { MaskImage } from './mask-image'

interface ShapesOverlayProps {
  width: number
  height: number
  annotations: Annotation[]
  labels: LabelView[]
}

const ring = (points: readonly Point[]) => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`

/** An image's shapes in the colours of their labels, over the image of that size; to look at only. */
export function ShapesOverlay({ width, height, annotations, labels }: ShapesOverlayProps) {
  const byId = new Map(labels.map((label) => [label.id, label]))
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="absolute inset-0 size-full" role="img" aria-label={`${annotations.length} shapes`}>
      {annotations.map(({ id, label, shape }) => {
        const found = byId.get(label)
        const colour = found?.colour ?? '#888888'
        const line = { stroke: colour, strokeWidth: 2, vectorEffect: 'non-scaling-stroke', fill: colour, fillOpacity: 0.12 } as const
        const title = <title>{found?.name ?? 'unknown label'}</title>
        if (shape.kind === 'box') return <path key={id} d={ring(boxCorners(shape))} {...line}>{title}</path>
        if (shape.kind === 'polygon') return <path key={id} d={ringsOf(shape).map(ring).join('')} fillRule="evenodd" {...line}>{title}</path>
        if (shape.kind === 'mask') return <MaskImage key={id} mask={shape} colour={colour} />
        if (shape.kind === 'keypoints')
          return (
            <g key={id}>
              {title}
              {(found?.skeleton?.edges ?? []).map(([a, b], index) => {
                const [from, to] = [shape.points[a], shape.points[b]]
                return from && to && from.v > 0 && to.v > 0 && <line key={index} x1={from.x} y1={from.y} x2={to.x} y2={to.y} {...line} />
              })}
              {shape.points.map(({ x, y, v }, index) => v > 0 && <circle key={index} cx={x} cy={y} r={Math.max(width, height) / 150} {...line} fillOpacity={v === 2 ? 1 : 0.2} />)}
            </g>
          )
        return null
      })}
    </svg>
  )
}
