import { handlesOf, type Handle } from '@/lib/labeling/canvas/handles'
import { boxCorners } from '@/lib/labeling/canvas/geometry'
import type { Viewport } from '@/lib/labeling/canvas/viewport'
import type { Annotation } from '@/lib/labeling/shapes'
import { drawName, textOf } from './draw-idle'
import type { Look } from './look'
import type { MaskPictures } from './mask-pictures'
import { drawKeypoints, nameAt, trace } from './trace'

/** Screen pixels between a box and its turning handle, and from the middle of a handle to its edge. */
export const turnAbove = (coarse: boolean) => (coarse ? 40 : 22)
const handleSize = (coarse: boolean) => (coarse ? 8 : 4)
/** Screen pixels of a box's side below which a finger is shown the handles of the corners alone. */
const roomForMiddle = 70

interface ActiveScene {
  view: Viewport
  look: Look
  pictures: MaskPictures
  /** Drawn for a finger. */
  coarse: boolean
}

/** A shape that is hovered or selected: filled, and with its name. `handles` where it can be changed. */
export function drawActive(context: CanvasRenderingContext2D, annotation: Annotation, { view, look, pictures, coarse }: ActiveScene, { selected, handles }: { selected: boolean; handles: boolean }): void {
  const { shape } = annotation
  const pixel = 1 / view.scale
  const colour = look.colourOf(annotation)
  context.save()
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = (selected ? 2.5 : 1.5) * pixel
  if (annotation.source.by === 'model') context.setLineDash([6 * pixel, 4 * pixel])
  if (shape.kind === 'mask') {
    context.drawImage(pictures.of(annotation, shape, colour), shape.x, shape.y, shape.width, shape.height)
    context.stroke(pictures.edgeOf(annotation, shape))
  } else if (shape.kind === 'keypoints') drawKeypoints(context, shape, look.labelOf(annotation)?.skeleton ?? null, pixel, selected ? 4.5 : 3.5)
  else {
    context.beginPath()
    trace(context, shape)
    context.globalAlpha = 0.22
    context.fill('evenodd')
    context.globalAlpha = 1
    context.stroke()
  }
  context.setLineDash([])
  const at = nameAt(shape)
  if (at) drawName(context, textOf(annotation, look), at, colour, view)
  if (handles) drawHandles(context, handlesOf(shape, turnAbove(coarse) * pixel), annotation, colour, { pixel, coarse })
  context.restore()
}

function drawHandles(context: CanvasRenderingContext2D, handles: readonly Handle[], { shape }: Annotation, colour: string, { pixel, coarse }: { pixel: number; coarse: boolean }): void {
  const size = handleSize(coarse) * pixel
  const crowded = (sx: number, sy: number) => coarse && shape.kind === 'box' && (sx === 0 || sy === 0) && (sx === 0 ? shape.width : shape.height) < roomForMiddle * pixel
  context.lineWidth = 1.5 * pixel
  context.strokeStyle = colour
  context.fillStyle = '#ffffff'
  if (shape.kind === 'box') {
    const [a, b] = boxCorners(shape)
    const turning = handles.find(({ kind }) => kind === 'turn')
    if (turning) {
      context.beginPath()
      context.moveTo((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
      context.lineTo(...turning.at)
      context.stroke()
    }
  }
  for (const handle of handles) {
    const { kind, at: [x, y] } = handle
    if (handle.kind === 'side' && crowded(handle.sx, handle.sy)) continue
    context.beginPath()
    if (kind === 'side') context.rect(x - size, y - size, 2 * size, 2 * size)
    else context.arc(x, y, size, 0, Math.PI * 2)
    if (kind !== 'keypoint') context.fill()
    context.stroke()
  }
}
