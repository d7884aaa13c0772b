import { handleAt, handlesOf, type Handle } from '@/lib/labeling/canvas/handles'
import { insertPoint, nearestEdge, removePoint } from '@/lib/labeling/canvas/polygon'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { turnAbove } from '../stage/draw-active'
import { reachOf, type Desk, type Press } from './tool'

/** Something that can be done to the part of a shape under the pointer. */
export interface PartAction {
  label: string
  /** What the shape is then; null where it may not be. */
  shape: Shape | null
}

/** The handle of a shape under the pointer. On a small box a finger's reach ends where the box's inside begins, so that it can still be moved. */
export function handleUnder(desk: Desk, { shape }: Annotation, press: Press): Handle | null {
  const reach = reachOf(desk, press)
  const inside = shape.kind === 'box' ? Math.max(reachOf(desk, { touch: false }), Math.min(shape.width, shape.height) / 3) : reach
  return handleAt(handlesOf(shape, turnAbove(desk.coarse) / desk.view.scale), press.at, Math.min(reach, inside))
}

/** Of a polygon a point goes; a keypoint is covered or seen. */
export function changeOf({ shape }: Annotation, handle: Handle): PartAction | null {
  if (shape.kind === 'polygon' && handle.kind === 'point') return { label: 'Remove this point', shape: removePoint(shape, handle) }
  if (shape.kind !== 'keypoints' || handle.kind !== 'keypoint') return null
  const covered = shape.points[handle.index]?.v === 2
  const points = shape.points.map((point, at) => (at === handle.index ? { ...point, v: covered ? (1 as const) : (2 as const) } : point))
  return { label: covered ? 'Mark this point as covered' : 'Mark this point as seen', shape: { ...shape, points } }
}

/** A further point on the edge of a polygon. */
export function pointOn(desk: Desk, { shape }: Annotation, press: Press): PartAction | null {
  const edge = shape.kind === 'polygon' ? nearestEdge(shape, press.at, reachOf(desk, press)) : null
  return edge && shape.kind === 'polygon' ? { label: 'Add a point here', shape: insertPoint(shape, edge, edge.at, desk.image) } : null
}

/** All that the part under the pointer allows. */
export function partActions(desk: Desk, annotation: Annotation, press: Press): PartAction[] {
  if (annotation.locked) return []
  const handle = handleUnder(desk, annotation, press)
  const found = handle ? changeOf(annotation, handle) : pointOn(desk, annotation, press)
  return found ? [found] : []
}
