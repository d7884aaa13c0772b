import { centreOf, turn, type Box } from '../canvas/geometry'
import type { Size } from '../canvas/viewport'
import { Shape, type Annotation, type Point } from '../shapes'
import { attributesOf } from './coco-read'
import { fit, parseJson, refuse, type FormatLabel, type LabeledImage, type Note, type ReadLabels, type ReadShape, type SizeOf, type TextFile } from './format'
import { packBrush, unpackBrush } from './ls-brush'
import { maskOfPixels, pixelsOf } from './raster'

/** One image as a task of Label Studio: people's labels as annotations, a model's as predictions. Places are percent of the upright image; a box turns about its top left corner. */
export function labelStudioTask(image: LabeledImage, id: number, labels: FormatLabel[]): object {
  const names = new Map(labels.map(({ id: label, name }) => [label, name]))
  const resultOf = (annotations: Annotation[]) => annotations.flatMap((annotation) => resultsOf(annotation, names.get(annotation.label)!, image))
  const models = image.annotations.flatMap(({ source }) => (source.by === 'model' ? [source] : []))
  const people = image.annotations.filter(({ source }) => source.by !== 'model')
  const annotations = people.length > 0 || models.length === 0 ? [{ id, result: resultOf(people), was_cancelled: false, ground_truth: false, completed_by: image.people.join(', ') }] : []
  const predictions = models.length > 0 ? [{ model_version: models[0]!.model, score: Math.min(...models.map(({ confidence }) => confidence)), result: resultOf(image.annotations.filter(({ source }) => source.by === 'model')) }] : []
  return { id, data: { image: image.fileName }, annotations, predictions }
}

function resultsOf({ id, shape, attributes }: Annotation, label: string, image: LabeledImage): object[] {
  const common = { original_width: image.width, original_height: image.height, image_rotation: 0, to_name: 'image' }
  const percent = ([x, y]: Point): Point => [(x / image.width) * 100, (y / image.height) * 100]
  const meta = Object.keys(attributes).length > 0 ? { attributes } : {}
  if (shape.kind === 'tag') return [{ id, type: 'choices', from_name: 'choice', to_name: 'image', value: { choices: [label] }, meta }]
  if (shape.kind === 'box') {
    const [x, y] = percent(turn([shape.x, shape.y], centreOf(shape), shape.angle))
    const [width, height] = percent([shape.width, shape.height])
    return [{ id, type: 'rectanglelabels', from_name: 'label', ...common, value: { x, y, width, height, rotation: shape.angle, rectanglelabels: [label] }, meta }]
  }
  if (shape.kind === 'polygon') {
    const holes = shape.holes.length > 0 ? { shape } : {}
    return [{ id, type: 'polygonlabels', from_name: 'polygon', ...common, value: { points: shape.points.map(percent), closed: true, polygonlabels: [label] }, meta: { ...meta, ...holes } }]
  }
  if (shape.kind === 'mask') return [{ id, type: 'brushlabels', from_name: 'brush', ...common, value: { format: 'rle', rle: packBrush(pixelsOf(shape, image)), brushlabels: [label] }, meta }]
  const placed = shape.points.map((point, index) => ({ ...point, index })).filter(({ v }) => v > 0)
  return placed.map(({ x, y, index }, at) => {
    const [left, top] = percent([x, y])
    return { id: `${id}-${index}`, type: 'keypointlabels', from_name: 'keypoint', ...common, value: { x: left, y: top, width: 0.5, keypointlabels: [label] }, meta: { ...meta, group: id, ...(at === 0 && { shape }) } }
  })
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Reads a JSON export of Label Studio. Predictions are left out; of several annotations of a task the first that was not cancelled counts. @throws AppError `invalid` */
export function readLabelStudio(file: TextFile, sizeOf: SizeOf, note: Note): ReadLabels {
  const root = parseJson(file)
  if (!Array.isArray(root) || !root.every((task) => isObject(task) && isObject(task.data))) return refuse(file.name, null, 'this is not an export of Label Studio: a list of tasks with “data”.')
  const labels = new Set<string>()
  const images = list(root).flatMap((task) => {
    const fileName = imageOf(task.data as Json)
    const done = list(task.annotations).filter(({ was_cancelled: cancelled }) => cancelled !== true)
    if (!fileName) {
      note(`${file.name}, task ${String(task.id)}`, 'It names no image.')
      return []
    }
    if (done.length === 0) {
      note(fileName, 'Nobody labeled it.')
      return []
    }
    if (done.length > 1) note(fileName, `It has ${done.length} annotations; the first is taken.`)
    const groups = new Set<string>()
    const shapes = list(done[0]!.result).flatMap((item): ReadShape[] => {
      const where = `${file.name}, task ${String(task.id)}, region ${String(item.id)}`
      const meta = isObject(item.meta) ? item.meta : {}
      if (typeof meta.group === 'string') {
        if (groups.has(meta.group)) return []
        groups.add(meta.group)
      }
      const found = readRegion(item, meta, sizeOf(fileName), where, note)
      return found.map(({ label, shape }) => {
        labels.add(label)
        return { label, shape, attributes: attributesOf(meta.attributes) }
      })
    })
    return [{ fileName, shapes }]
  })
  return { images, labels: [...labels].map((name) => ({ name, skeleton: null })) }
}

/** The image's path without the server's own ways of writing it. */
function imageOf(data: Json): string | null {
  const value = [data.image, ...Object.values(data)].find((item): item is string => typeof item === 'string')
  if (!value) return null
  const local = /[?&]d=([^&]+)/.exec(value)
  if (local) return decodeURIComponent(local[1]!)
  return value.replace(/^https?:\/\/[^/]+\//, '').replace(/^\/?data\/upload\/(\d+\/)?([0-9a-f]{8}-)?/, '')
}

function readRegion(item: Json, meta: Json, size: Size | undefined, where: string, note: Note): { label: string; shape: Shape }[] {
  const value = isObject(item.value) ? item.value : {}
  const type = String(item.type)
  const names = Array.isArray(value[type]) ? (value[type] as unknown[]).map(String) : []
  if (names.length === 0) {
    note(where, `It has no label (${type}).`)
    return []
  }
  if (type === 'choices') return names.map((label) => ({ label, shape: { kind: 'tag' } }))
  const own = Shape.safeParse(meta.shape)
  const shape = own.success ? own.data : shapeOf(type, value, item, size, where, note)
  const fitting = shape && fit(shape, size, where, note)
  return fitting ? names.map((label) => ({ label, shape: fitting })) : []
}

function shapeOf(type: string, value: Json, item: Json, known: Size | undefined, where: string, note: Note): Shape | null {
  const left = (reason: string) => {
    note(where, reason)
    return null
  }
  const { original_width: width, original_height: height } = item
  const size = known ?? (typeof width === 'number' && typeof height === 'number' ? { width, height } : null)
  if (!size) return left('The image’s size is not known, so percent of it mean nothing.')
  const pixels = (x: unknown, y: unknown): Point => [(Number(x) / 100) * size.width, (Number(y) / 100) * size.height]
  if (type === 'rectanglelabels') {
    const [x, y] = pixels(value.x, value.y)
    const [w, h] = pixels(value.width, value.height)
    const angle = (((Number(value.rotation ?? 0) % 360) + 360) % 360)
    if (![x, y, w, h, angle].every(Number.isFinite)) return left('Its box lacks a number.')
    return w > 0 && h > 0 ? turnedBox([x, y], w, h, angle) : left('Its box has no area.')
  }
  if (type === 'polygonlabels') {
    const points = Array.isArray(value.points) ? value.points.map((point) => (Array.isArray(point) ? pixels(point[0], point[1]) : ([NaN, NaN] as Point))) : []
    if (points.length < 3 || points.flat().some((place) => !Number.isFinite(place))) return left('Its polygon has fewer than three points.')
    return { kind: 'polygon', points, holes: [] }
  }
  if (type === 'brushlabels' && value.format === 'rle' && Array.isArray(value.rle)) {
    try {
      return maskOfPixels(unpackBrush(value.rle as number[], size.width * size.height), size) ?? left('Its brush is empty.')
    } catch (error) {
      return left(error instanceof RangeError ? error.message : 'Its brush cannot be read.')
    }
  }
  if (type === 'keypointlabels') {
    const [x, y] = pixels(value.x, value.y)
    return { kind: 'keypoints', points: [{ x, y, v: 2 }] }
  }
  return left(`There is nothing here that “${type}” could become.`)
}

/** A box whose corner stays where it is while it turns, as one that turns about its centre. */
function turnedBox(corner: Point, width: number, height: number, angle: number): Box {
  const [x, y] = turn([corner[0] + width / 2, corner[1] + height / 2], corner, angle)
  return { kind: 'box', x: x - width / 2, y: y - height / 2, width, height, angle }
}
