import { boundsOf, boxCorners } from '@/lib/labeling/canvas/geometry'
import type { Point, Shape } from '@/lib/labeling/shapes'

/** Adds the outline of a box or a polygon to the current path. Points nearer to each other than `skip` image pixels are left out. */
export function trace(context: CanvasRenderingContext2D, shape: Shape, skip = 0): void {
  if (shape.kind === 'box') {
    if (shape.angle === 0) context.rect(shape.x, shape.y, shape.width, shape.height)
    else ring(context, boxCorners(shape), 0)
  } else if (shape.kind === 'polygon') {
    ring(context, shape.points, skip)
    for (const hole of shape.holes) ring(context, hole, skip)
  }
}

function ring(context: CanvasRenderingContext2D, points: readonly Point[], skip: number): void {
  const [first] = points
  if (!first) return
  context.moveTo(first[0], first[1])
  let [lastX, lastY] = first
  for (let at = 1; at < points.length; at++) {
    const [x, y] = points[at]!
    if (skip > 0 && Math.abs(x - lastX) < skip && Math.abs(y - lastY) < skip) continue
    context.lineTo(x, y)
    ;[lastX, lastY] = [x, y]
  }
  context.closePath()
}

export interface SkeletonLook {
  edges: readonly (readonly [number, number])[]
}

/** Draws keypoints: lines between those that are labeled, full dots for seen ones, rings for covered ones. */
export function drawKeypoints(context: CanvasRenderingContext2D, shape: Extract<Shape, { kind: 'keypoints' }>, skeleton: SkeletonLook | null, pixel: number, radius = 3.5): void {
  const { points } = shape
  context.beginPath()
  for (const [from, to] of skeleton?.edges ?? []) {
    const [a, b] = [points[from], points[to]]
    if (!a || !b || a.v === 0 || b.v === 0) continue
    context.moveTo(a.x, a.y)
    context.lineTo(b.x, b.y)
  }
  context.stroke()
  for (const { x, y, v } of points) {
    if (v === 0) continue
    context.beginPath()
    context.arc(x, y, radius * pixel, 0, Math.PI * 2)
    if (v === 2) context.fill()
    context.stroke()
  }
}

/** Where a shape's name is written: the top left corner of its bounds. */
export function nameAt(shape: Shape): Point | null {
  const bounds = boundsOf(shape)
  return bounds && [bounds.minX, bounds.minY]
}
