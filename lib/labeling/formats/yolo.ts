import { boxCorners, centreOf, turn, type Box } from '../canvas/geometry'
import { Skeleton } from '../schema'
import type { Point, Shape } from '../shapes'
import { parse as parseYaml } from 'yaml'
import { pairs } from './coco-read'
import { fit, kindWords, refuse, stem, type FormatLabel, type LabeledImage, type Note, type ReadImage, type ReadLabels, type ReadShape, type SizeOf, type TextFile, type YoloKind } from './format'
import { boundingBox } from './raster'

const share = (value: number) => String(Math.round(value * 1e8) / 1e8)

/** One image's lines, in shares of its upright size. `classify` has no such file: its images lie in folders named for their label. */
export function writeYolo(image: LabeledImage, labels: FormatLabel[], kind: Exclude<YoloKind, 'classify'>, note: Note): string {
  const place = new Map(labels.map(({ id }, index) => [id, index]))
  const flat = (points: Point[]) => points.flatMap(([x, y]) => [x / image.width, y / image.height])
  const lines = image.annotations.flatMap(({ label, shape }) => {
    const numbers = numbersOf(shape, kind, flat, image, note)
    return numbers ? [[place.get(label)!, ...numbers.map(share)].join(' ')] : []
  })
  return lines.map((line) => `${line}\n`).join('')
}

function numbersOf(shape: Shape, kind: YoloKind, flat: (points: Point[]) => number[], image: LabeledImage, note: Note): number[] | null {
  const bounds = boundingBox(shape)
  const left = () => {
    note(image.fileName, `YOLO ${kind} has no ${kindWords[shape.kind]}.`)
    return null
  }
  if (!bounds) return left()
  const [x, y, width, height] = bounds
  const around = flat([[x + width / 2, y + height / 2], [width, height]])
  const corners = (): Point[] => (shape.kind === 'box' ? boxCorners(shape) : [[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
  if (kind === 'pose') {
    if (shape.kind !== 'keypoints') return left()
    return [...around, ...shape.points.flatMap((point) => (point.v === 0 ? [0, 0, 0] : [...flat([[point.x, point.y]]), point.v]))]
  }
  if (shape.kind === 'keypoints') return left()
  if (kind === 'segment') {
    if (shape.kind === 'mask') return left()
    if (shape.kind === 'polygon' && shape.holes.length > 0) note(image.fileName, 'YOLO polygons have no holes; they are filled.')
    return flat(shape.kind === 'polygon' ? shape.points : corners())
  }
  const exact = shape.kind === 'box' && (kind === 'obb' || shape.angle === 0)
  if (!exact) note(image.fileName, `YOLO ${kind} has ${kind === 'obb' ? 'boxes' : 'upright boxes'} only: a ${shape.kind === 'box' ? 'turned box' : shape.kind} is written as the box around it.`)
  return kind === 'obb' ? flat(corners()) : around
}

/** data.yaml: paths, names by their number and, for pose, the points of an object. */
export function yoloConfig(labels: FormatLabel[], kind: YoloKind): object {
  const points = Math.max(0, ...labels.map(({ skeleton }) => skeleton?.points.length ?? 0))
  return { path: '.', train: 'images', val: 'images', nc: labels.length, names: Object.fromEntries(labels.map(({ name }, index) => [index, name])), ...(kind === 'pose' && { kpt_shape: [points, 3] }) }
}

/**
 * Reads label files beside a data.yaml or classes.txt. `kind` says what nine numbers in a line are: a turned box (obb) or a polygon
 * of four points (segment). @throws AppError `invalid` with the file and the line
 */
export function readYolo(files: TextFile[], images: string[], sizeOf: SizeOf, note: Note, kind: YoloKind = 'detect'): ReadLabels {
  const { names, points, named } = readNames(files)
  const byStem = new Map(images.map((name) => [stem(name), name]))
  const found: ReadImage[] = []
  for (const file of files.filter(({ name }) => /\.txt$/i.test(name) && !/(^|\/)(classes|train|val|test|readme)[^/]*\.txt$/i.test(name))) {
    const inside = stem(file.name).replace(/^(.*\/)?labels\//, '')
    const fileName = [inside, stem(file.name)].map((name) => byStem.get(name)).find((name) => name !== undefined) ?? (sizeOf(inside) && inside)
    const size = fileName === undefined ? undefined : sizeOf(fileName)
    if (fileName === undefined || !size) {
      note(file.name, 'There is no image of this name in the project or the archive.')
      continue
    }
    const shapes = file.text.split(/\r?\n/).flatMap((line, index): ReadShape[] => {
      if (line.trim() === '') return []
      const values = line.trim().split(/\s+/).map(Number)
      if (values.some((value) => !Number.isFinite(value))) return refuse(file.name, index + 1, `“${line.slice(0, 60)}” is not a line of numbers.`)
      const label = names[values[0]!] ?? (named ? refuse(file.name, index + 1, `the class ${values[0]} is not among the ${names.length} names.`) : String(values[0]))
      const shape = shapeOf(values.slice(1), kind, points, size) ?? refuse(file.name, index + 1, `${values.length} numbers are none of YOLO’s lines.`)
      const fitting = fit(shape, size, `${file.name}, line ${index + 1} (${label})`, note)
      return fitting ? [{ label, shape: fitting, attributes: {} }] : []
    })
    found.push({ fileName, shapes })
  }
  const skeleton = points > 0 ? Skeleton.parse({ points: Array.from({ length: points }, (_, index) => String(index + 1)) }) : null
  const used = named ? names : [...new Set(found.flatMap(({ shapes }) => shapes.map(({ label }) => label)))]
  return { images: found, labels: used.map((name) => ({ name, skeleton })) }
}

function readNames(files: TextFile[]): { names: string[]; points: number; named: boolean } {
  const config = files.find(({ name }) => /\.ya?ml$/i.test(name))
  if (config) {
    let read: { names?: unknown; kpt_shape?: unknown } | null
    try {
      read = parseYaml(config.text) as typeof read
    } catch (error) {
      return refuse(config.name, null, error instanceof Error ? error.message : 'this is not YAML.')
    }
    const { names, kpt_shape: shape } = read ?? {}
    const list = Array.isArray(names) ? names : typeof names === 'object' && names !== null ? Object.entries(names).reduce<unknown[]>((all, [index, name]) => ((all[Number(index)] = name), all), []) : refuse(config.name, null, 'there is no list “names”.')
    return { names: list.map(String), points: Array.isArray(shape) && typeof shape[0] === 'number' ? shape[0] : 0, named: true }
  }
  const classes = files.find(({ name }) => /(^|\/)classes\.txt$/i.test(name))
  const names = classes?.text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '') ?? []
  return { names, points: 0, named: classes !== undefined }
}

function shapeOf(values: number[], kind: YoloKind, points: number, { width, height }: { width: number; height: number }): Shape | null {
  const scaled = (numbers: number[]) => pairs(numbers).map(([x, y]): Point => [x * width, y * height])
  const perPoint = points > 0 ? (values.length - 4) / points : 0
  if (perPoint === 2 || perPoint === 3)
    return {
      kind: 'keypoints',
      points: Array.from({ length: points }, (_, index) => {
        const [x, y, v = 2] = values.slice(4 + index * perPoint, 4 + (index + 1) * perPoint) as [number, number, number?]
        return { x: x * width, y: y * height, v: v === 1 || v === 2 ? v : 0 }
      }),
    }
  if (values.length === 4) {
    const [x, y, w, h] = values as [number, number, number, number]
    return w > 0 && h > 0 ? { kind: 'box', x: (x - w / 2) * width, y: (y - h / 2) * height, width: w * width, height: h * height, angle: 0 } : null
  }
  if (values.length < 6 || values.length % 2 !== 0) return null
  const corners = scaled(values)
  return (kind === 'obb' && values.length === 8 ? boxOf(corners) : null) ?? { kind: 'polygon', points: corners, holes: [] }
}

/** The turned box of four corners in order; null where they are no rectangle. */
export function boxOf(corners: Point[]): Box | null {
  const [a, b, c, d] = corners as [Point, Point, Point, Point]
  const width = Math.hypot(b[0] - a[0], b[1] - a[1])
  const height = Math.hypot(d[0] - a[0], d[1] - a[1])
  const centre: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2]
  const angle = (((Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI) % 360 + 360) % 360
  const box: Box = { kind: 'box', x: centre[0] - width / 2, y: centre[1] - height / 2, width, height, angle: angle > 359.99999 || angle < 0.00001 ? 0 : angle }
  if (!(width > 0 && height > 0)) return null
  const [x, y] = turn([box.x + width, box.y], centreOf(box), angle)
  return Math.hypot(x - b[0], y - b[1]) < 0.5 ? box : null
}
