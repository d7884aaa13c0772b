import type { ShapeIndex } from '@/lib/labeling/canvas/shape-index'
import type { Rect, Viewport } from '@/lib/labeling/canvas/viewport'
import { inOrder } from '@/lib/labeling/canvas/shape-index'
import type { Annotation } from '@/lib/labeling/shapes'
import type { Look } from './look'
import type { MaskPictures } from './mask-pictures'
import { drawKeypoints, nameAt, trace } from './trace'

/** Screen pixels below which a shape is a dot, and the number of shapes in sight up to which they carry their names. */
const dot = 6
const namedAtMost = 150
/** Outlines of one path: closing one takes Chromium the longer, the longer the path is already. */
const pathSize = 32

export interface IdleScene {
  index: ShapeIndex
  view: Viewport
  visible: Rect
  look: Look
  pictures: MaskPictures
  /** Drawn elsewhere at the moment. */
  lifted: { has(id: string): boolean }
  showNames: boolean
}

/** Draws every shape in sight that nobody works at: many a path, so that thousands cost few strokes. Answers how many. */
export function drawIdle(context: CanvasRenderingContext2D, scene: IdleScene): number {
  const { view, look } = scene
  const pixel = 1 / view.scale
  const found = scene.index.search(scene.visible)
  const groups = new Map<string, Annotation[]>()
  const masks: Annotation[] = []
  const small = new Map<string, Path2D>()
  for (const { annotation, minX, minY, maxX, maxY } of found) {
    if (annotation.hidden || scene.lifted.has(annotation.id)) continue
    const colour = look.colourOf(annotation)
    if (maxX - minX < dot * pixel && maxY - minY < dot * pixel && annotation.shape.kind !== 'keypoints') {
      // A dot is never thinner than two pixels, or it would vanish.
      pathOf(small, colour).rect(minX, minY, Math.max(maxX - minX, 2 * pixel), Math.max(maxY - minY, 2 * pixel))
      continue
    }
    if (annotation.shape.kind === 'mask') masks.push(annotation)
    const style = `${annotation.source.by === 'model' ? 'dashed' : 'solid'} ${colour}`
    const group = groups.get(style)
    if (group) group.push(annotation)
    else groups.set(style, [annotation])
  }
  drawMasks(context, masks.sort(inOrder), scene)
  for (const [colour, path] of small) {
    context.fillStyle = colour
    context.fill(path)
  }
  for (const [style, group] of groups) drawGroup(context, style, group, scene)
  if (scene.showNames && found.length <= namedAtMost) drawNames(context, found.map(({ annotation }) => annotation), scene)
  return found.length
}

function pathOf(paths: Map<string, Path2D>, colour: string): Path2D {
  let path = paths.get(colour)
  if (!path) paths.set(colour, (path = new Path2D()))
  return path
}

function drawMasks(context: CanvasRenderingContext2D, masks: readonly Annotation[], { look, pictures }: IdleScene): void {
  for (const annotation of masks) {
    const { shape } = annotation
    if (shape.kind === 'mask') context.drawImage(pictures.of(annotation, shape, look.colourOf(annotation)), shape.x, shape.y, shape.width, shape.height)
  }
}

function drawGroup(context: CanvasRenderingContext2D, style: string, group: readonly Annotation[], { view, look, pictures }: IdleScene): void {
  const pixel = 1 / view.scale
  const [line, colour] = style.split(' ') as [string, string]
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = 1.5 * pixel
  context.setLineDash(line === 'dashed' ? [6 * pixel, 4 * pixel] : [])
  const outlines = group.filter(({ shape: { kind } }) => kind === 'box' || kind === 'polygon')
  for (let from = 0; from < outlines.length; from += pathSize) {
    context.beginPath()
    for (const { shape } of outlines.slice(from, from + pathSize)) trace(context, shape, 2 * pixel)
    context.stroke()
  }
  // Of masks, those that are proposed.
  if (line === 'dashed') for (const annotation of group) if (annotation.shape.kind === 'mask') context.stroke(pictures.edgeOf(annotation, annotation.shape))
  for (const annotation of group) if (annotation.shape.kind === 'keypoints') drawKeypoints(context, annotation.shape, look.labelOf(annotation)?.skeleton ?? null, pixel)
  context.setLineDash([])
}

function drawNames(context: CanvasRenderingContext2D, annotations: readonly Annotation[], { view, look, lifted }: IdleScene): void {
  for (const annotation of annotations) {
    const at = nameAt(annotation.shape)
    if (at && !annotation.hidden && !lifted.has(annotation.id)) drawName(context, textOf(annotation, look), at, look.colourOf(annotation), view)
  }
}

export function textOf(annotation: Annotation, look: Look): string {
  const { source } = annotation
  // No model is wholly sure.
  return source.by === 'model' ? `${look.nameOf(annotation)} ${Math.round(Math.min(source.confidence, 0.99) * 100)} %` : look.nameOf(annotation)
}

/** A name on its colour, above a place of the image, as large on the screen whatever the zoom. */
export function drawName(context: CanvasRenderingContext2D, text: string, [x, y]: readonly [number, number], colour: string, view: Viewport): void {
  const pixel = 1 / view.scale
  context.save()
  context.translate(x, y)
  context.scale(pixel, pixel)
  context.font = '500 11px "Inter Variable", sans-serif'
  const width = context.measureText(text).width + 8
  context.fillStyle = colour
  context.fillRect(-0.75, -15, width, 15)
  context.fillStyle = inkOn(colour)
  context.fillText(text, 3, -4)
  context.restore()
}

/** Black or white, whichever stands out more from `#rrggbb` (WCAG's relative luminance). */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}
