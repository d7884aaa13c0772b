import type { Size } from '../canvas/viewport'
import { Skeleton } from '../schema'
import { Shape, type Annotation, type Point } from '../shapes'
import { unpackRuns } from './coco-runs'
import { fit, parseJson, refuse, type Note, type ReadImage, type ReadLabels, type SizeOf, type TextFile } from './format'
import { fillRings, maskOfPixels } from './raster'
import { decodeRuns } from '../canvas/rle'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const numbers = (value: unknown): number[] | null => (Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item)) ? value : null)

export interface CocoOptions {
  /** Coordinates are shares of the image, 0 to 1, as some studios write them. */
  normalised?: boolean
}

/**
 * Reads a COCO file: ids of any kind, with gaps or from 0; area, iscrowd and info may lack. An annotation that cannot be read is
 * left out with its id and the reason. @throws AppError `invalid` where the file as a whole is not COCO
 */
export function readCoco(file: TextFile, sizeOf: SizeOf, note: Note, { normalised = false }: CocoOptions = {}): ReadLabels {
  const root = parseJson(file)
  if (!isObject(root) || !Array.isArray(root.images) || !Array.isArray(root.categories)) return refuse(file.name, null, 'this is not COCO: it has no lists “images” and “categories”.')
  const labels = list(root.categories).map((category) => ({ id: String(category.id), name: String(category.name ?? category.id), skeleton: skeletonOf(category) }))
  const images = new Map<string, ReadImage & { size: Size | undefined }>()
  for (const image of list(root.images)) {
    const fileName = String(image.file_name ?? '')
    const said = typeof image.width === 'number' && typeof image.height === 'number' ? { width: Math.round(image.width), height: Math.round(image.height) } : undefined
    images.set(String(image.id), { fileName, shapes: [], size: sizeOf(fileName) ?? said })
  }
  const names = new Map(labels.map(({ id, name }) => [id, name]))
  for (const annotation of list(root.annotations)) {
    const where = `${file.name}, annotation ${String(annotation.id)}`
    const image = images.get(String(annotation.image_id))
    const label = names.get(String(annotation.category_id))
    if (!image) note(where, `There is no image with the id ${String(annotation.image_id)}.`)
    else if (label === undefined) note(where, `There is no category with the id ${String(annotation.category_id)}.`)
    else {
      const shape = readShape(annotation, image.size, where, note, normalised)
      const fitting = shape && fit(shape, image.size, where, note)
      if (fitting) image.shapes.push({ label, shape: fitting, attributes: attributesOf(annotation.attributes) })
    }
  }
  return { images: [...images.values()].map(({ fileName, shapes }) => ({ fileName, shapes })), labels: labels.map(({ name, skeleton }) => ({ name, skeleton })) }
}

function skeletonOf(category: Json): Skeleton | null {
  const edges = Array.isArray(category.skeleton) ? category.skeleton.flatMap((edge) => (numbers(edge)?.length === 2 ? [[(edge as number[])[0]! - 1, (edge as number[])[1]! - 1]] : [])) : []
  const parsed = Skeleton.safeParse({ points: category.keypoints, edges })
  return parsed.success ? parsed.data : null
}

export function attributesOf(value: unknown): Annotation['attributes'] {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string | number | boolean] => ['string', 'number', 'boolean'].includes(typeof entry[1])))
}

function readShape(annotation: Json, size: Size | undefined, where: string, note: Note, normalised: boolean): Shape | null {
  const own = Shape.safeParse(annotation.atelier)
  if (own.success) return own.data
  if (normalised && !size) return left(note, where, 'The image’s size is not known, so shares of it mean nothing.')
  const scale = (values: number[]) => (normalised ? values.map((value, index) => value * (index % 2 === 0 ? size!.width : size!.height)) : values)
  const points = numbers(annotation.keypoints)
  if (points && points.length >= 3 && points.length % 3 === 0) return keypoints(points, scale)
  const { segmentation } = annotation
  if (isObject(segmentation)) return readRuns(segmentation, where, note)
  if (Array.isArray(segmentation) && segmentation.length > 0) {
    const rings = segmentation.map((ring) => pairs(scale(numbers(ring) ?? [])))
    if (rings.some((ring) => ring.length < 3)) return left(note, where, 'A ring of its segmentation has fewer than three points.')
    if (rings.length === 1) return { kind: 'polygon', points: rings[0]!, holes: [] }
    if (!size) return left(note, where, 'It has several parts, and the image’s size is not known.')
    note(where, 'It has several parts, so it is a mask now; a polygon of ours is one piece.')
    const bits = new Uint8Array(size.width * size.height)
    for (const ring of rings) fillRings([ring], size, bits)
    return maskOfPixels(bits, size) ?? left(note, where, 'Its segmentation covers no pixel.')
  }
  const bbox = numbers(annotation.bbox)
  if (bbox?.length !== 4) return left(note, where, 'It has neither a box nor a segmentation.')
  const [x, y, width, height] = scale(bbox) as [number, number, number, number]
  if (!(width > 0 && height > 0)) return left(note, where, `Its box has no area (${bbox[2]} × ${bbox[3]}).`)
  return { kind: 'box', x, y, width, height, angle: 0 }
}

function keypoints(values: number[], scale: (values: number[]) => number[]): Shape {
  const points = Array.from({ length: values.length / 3 }, (_, index) => {
    const [x, y] = scale([values[index * 3]!, values[index * 3 + 1]!]) as [number, number]
    const v = values[index * 3 + 2]!
    return { x, y, v: v === 1 || v === 2 ? v : (0 as const) } as { x: number; y: number; v: 0 | 1 | 2 }
  })
  return { kind: 'keypoints', points }
}

function readRuns({ counts, size }: Json, where: string, note: Note): Shape | null {
  const given = numbers(size)
  if (given?.length !== 2) return left(note, where, 'Its run lengths say no size.')
  const [height, width] = given as [number, number]
  try {
    const runs = typeof counts === 'string' ? unpackRuns(counts) : numbers(counts)
    if (!runs) return left(note, where, 'Its run lengths are not numbers.')
    return maskOfPixels(decodeRuns(runs, { width, height }), { width, height }) ?? left(note, where, 'Its mask is empty.')
  } catch (error) {
    return left(note, where, error instanceof RangeError ? error.message : 'Its run lengths cannot be read.')
  }
}

function left(note: Note, where: string, reason: string): null {
  note(where, reason)
  return null
}

export const pairs = (values: number[]): Point[] => Array.from({ length: Math.floor(values.length / 2) }, (_, index) => [values[index * 2]!, values[index * 2 + 1]!])
