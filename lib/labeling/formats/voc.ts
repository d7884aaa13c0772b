import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import path from 'node:path'
import { fit, kindWords, refuse, round, type FormatLabel, type LabeledImage, type Note, type ReadLabels, type SizeOf, type TextFile } from './format'
import { boundingBox } from './raster'

const builder = new XMLBuilder({ format: true, indentBy: '  ', suppressEmptyNode: true })
// Names stay text, also those that look like numbers.
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'object' })

/** One image as Pascal VOC. Pixels count from 0 and edges are lines between pixels, so that xmax - xmin is the width. */
export function writeVoc(image: LabeledImage, labels: FormatLabel[], note: Note): string {
  const names = new Map(labels.map(({ id, name }) => [id, name]))
  const object = image.annotations.flatMap((annotation) => {
    const { shape } = annotation
    const bounds = shape.kind === 'keypoints' ? null : boundingBox(shape)
    if (!bounds) {
      note(image.fileName, `Pascal VOC has no ${kindWords[shape.kind]}.`)
      return []
    }
    if (shape.kind !== 'box' || shape.angle !== 0) note(image.fileName, `Pascal VOC has upright boxes only: a ${shape.kind === 'box' ? 'turned box' : shape.kind} is written as the box around it.`)
    const [x, y, width, height] = bounds
    return [{ name: names.get(annotation.label)!, pose: 'Unspecified', truncated: 0, difficult: 0, bndbox: { xmin: round(x), ymin: round(y), xmax: round(x + width), ymax: round(y + height) } }]
  })
  const { dir, base } = path.posix.parse(image.fileName)
  return builder.build({ annotation: { folder: dir, filename: base, size: { width: image.width, height: image.height, depth: 3 }, segmented: 0, object } })
}

/** Reads Pascal VOC files, one an image. A box that is not one is left out with its number and the reason. @throws AppError `invalid` */
export function readVoc(files: TextFile[], sizeOf: SizeOf, note: Note): ReadLabels {
  const labels = new Set<string>()
  const images = files.map((file) => {
    const valid = XMLValidator.validate(file.text)
    if (valid !== true) refuse(file.name, valid.err.line, `this is not XML: ${valid.err.msg}`)
    const root = parser.parse(file.text) as { annotation?: { folder?: string; filename?: string; object?: VocObject[] } }
    if (!root.annotation) return refuse(file.name, 1, 'this is not Pascal VOC: there is no <annotation>.')
    const { filename, folder, object = [] } = root.annotation
    const fileName = nameOf(file.name, folder, filename, sizeOf)
    const shapes = object.flatMap((found, index) => {
      const name = String(found.name ?? '').trim()
      const where = `${file.name}, object ${index + 1}${name ? ` (${name})` : ''}`
      const box = readBox(found, name, where, note)
      const fitting = box && fit(box, sizeOf(fileName), where, note)
      if (!fitting) return []
      labels.add(name)
      return [{ label: name, shape: fitting, attributes: {} }]
    })
    return { fileName, shapes }
  })
  return { images, labels: [...labels].map((name) => ({ name, skeleton: null })) }
}

interface VocObject {
  name?: string
  bndbox?: Record<string, string>
}

function readBox({ bndbox }: VocObject, name: string, where: string, note: Note) {
  const left = (reason: string) => {
    note(where, reason)
    return null
  }
  if (!name) return left('It has no name.')
  const [x, y, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((side) => (bndbox?.[side] === undefined ? NaN : Number(bndbox[side]))) as [number, number, number, number]
  if (![x, y, right, bottom].every(Number.isFinite)) return left('Its box lacks a number.')
  if (right <= x || bottom <= y) return left(`Its box has no area: x ${x} to ${right}, y ${y} to ${bottom}.`)
  return { kind: 'box' as const, x, y, width: right - x, height: bottom - y, angle: 0 }
}

/** The folder that VOC says is often one of another machine, so what the project has decides. */
function nameOf(file: string, folder: string | undefined, filename: string | undefined, sizeOf: SizeOf): string {
  const named = String(filename ?? '').trim() || `${path.posix.parse(file).name}.jpg`
  const inFolder = folder ? path.posix.join(String(folder), named) : named
  const besides = path.posix.join(path.posix.dirname(file), named)
  return [inFolder, besides, named].find((name) => sizeOf(name)) ?? inFolder
}
