import { clampPoint } from '../canvas/geometry'
import type { Size } from '../canvas/viewport'
import type { Skeleton } from '../schema'
import type { Annotation, Shape } from '../shapes'
import { AppError } from '@/lib/errors'

export const formats = ['coco', 'yolo', 'voc', 'csv', 'label-studio', 'masks'] as const
export type Format = (typeof formats)[number]
export const yoloKinds = ['detect', 'segment', 'obb', 'pose', 'classify'] as const
export type YoloKind = (typeof yoloKinds)[number]

/** A label as files know it: by its name, and by its place in the project's order. */
export interface FormatLabel {
  id: string
  name: string
  colour: string
  parent: string | null
  skeleton: Skeleton | null
}

/** An image with what was settled on; every label is one of the export's. */
export interface LabeledImage {
  /** With its folder, `/` between. */
  fileName: string
  /** Pixels of the upright image. */
  width: number
  height: number
  annotations: Annotation[]
  people: string[]
}

/** Says what a file cannot hold, or what of it could not be taken, by name and reason. */
export type Note = (name: string, reason: string) => void

export interface ReadShape {
  label: string
  shape: Shape
  attributes: Annotation['attributes']
}

export interface ReadImage {
  fileName: string
  shapes: ReadShape[]
}

export interface ReadLabels {
  images: ReadImage[]
  /** In the file's order, those without shapes included. */
  labels: { name: string; skeleton: Skeleton | null }[]
}

/** One text file of an import, by its path in the archive. */
export interface TextFile {
  name: string
  text: string
}

/** The upright size of a project's image by the name that a file has for it; undefined where there is none. */
export type SizeOf = (fileName: string) => Size | undefined

/** @throws AppError `invalid` naming the file and the line */
export function refuse(file: string, line: number | null, reason: string): never {
  throw new AppError('invalid', `${file}${line === null ? '' : `, line ${line}`}: ${reason}`, { file, ...(line !== null && { line }) })
}

/** @throws AppError `invalid` naming the line where it stops being JSON */
export function parseJson(file: TextFile): unknown {
  try {
    return JSON.parse(file.text.replace(/^\ufeff/, ''))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /position (\d+)/.exec(message)
    const line = file.text.slice(0, position ? Number(position[1]) : file.text.length).split('\n').length
    return refuse(file.name, line, 'this is not JSON.')
  }
}

/** A shape within its image: what is outside is cut off and said; null, with the reason, where nothing is left. */
export function fit(shape: Shape, size: Size | undefined, name: string, note: Note): Shape | null {
  if (!size || shape.kind === 'tag' || shape.kind === 'keypoints' || shape.kind === 'mask') return shape
  if (shape.kind === 'polygon') {
    const points = shape.points.map((point) => clampPoint(point, size))
    if (points.some(([x, y], index) => far(x, shape.points[index]![0]) || far(y, shape.points[index]![1]))) note(name, `The polygon reaches beyond the image (${size.width} × ${size.height}); it was cut at the edge.`)
    return { ...shape, points }
  }
  if (shape.angle !== 0) return shape
  const [x, y] = clampPoint([shape.x, shape.y], size)
  const [right, bottom] = clampPoint([shape.x + shape.width, shape.y + shape.height], size)
  if (right <= x || bottom <= y) {
    note(name, `The box lies outside of the image (${size.width} × ${size.height}); it was left out.`)
    return null
  }
  if (![far(x, shape.x), far(y, shape.y), far(right, shape.x + shape.width), far(bottom, shape.y + shape.height)].some(Boolean)) return shape
  note(name, `The box reaches beyond the image (${size.width} × ${size.height}); it was cut at the edge.`)
  return { ...shape, x, y, width: right - x, height: bottom - y }
}

/** Rounding to a file's decimals may lead a hundredth over the edge. */
const far = (a: number, b: number) => Math.abs(a - b) > 0.01

/** At most four decimals, which is far below what an eye or a model sees. */
export const round = (value: number) => Math.round(value * 10_000) / 10_000

/** A name without its extension. */
export const stem = (name: string) => name.replace(/\.[^./]+$/, '')

/** Names of shape kinds, in sentences. */
export const kindWords: Record<Shape['kind'], string> = { tag: 'labels of whole images', box: 'boxes', polygon: 'polygons', mask: 'masks', keypoints: 'keypoints' }
