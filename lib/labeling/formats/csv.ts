import { parse } from 'csv-parse/sync'
import { Shape } from '../shapes'
import { fit, refuse, round, type FormatLabel, type LabeledImage, type Note, type ReadImage, type ReadLabels, type SizeOf, type TextFile } from './format'
import { boundingBox } from './raster'

export const csvHeader = 'image,width,height,label,xmin,ymin,xmax,ymax,shape,annotator\n'

/**
 * A row for each annotation; one with an empty label for an image that has none. xmin to ymax are the box around it, in pixels;
 * `shape` is JSON of what is not an upright box; `annotator` are the people, or the model whose label nobody has looked at. Text that a spreadsheet would run as a formula begins with an apostrophe.
 */
export function csvRows(image: LabeledImage, labels: FormatLabel[]): string {
  const names = new Map(labels.map(({ id, name }) => [id, name]))
  const row = (label: string, places: (number | string)[], shape: string, annotator = image.people.join(', ')) =>
    [safe(image.fileName), image.width, image.height, safe(label), ...places, shape, safe(annotator)].map(quoted).join(',')
  if (image.annotations.length === 0) return `${row('', ['', '', '', ''], '')}\n`
  const rows = image.annotations.map(({ label, shape, source }) => {
    const bounds = boundingBox(shape)
    const places = bounds ? [bounds[0], bounds[1], bounds[0] + bounds[2], bounds[1] + bounds[3]].map(round) : ['', '', '', '']
    return row(names.get(label)!, places, shape.kind === 'tag' || (shape.kind === 'box' && shape.angle === 0) ? '' : JSON.stringify(shape), source.by === 'model' ? `model: ${source.model}` : undefined)
  })
  return rows.map((line) => `${line}\n`).join('')
}

const safe = (text: string) => (/^[=+\-@\t\r']/.test(text) ? `'${text}` : text)
const plain = (text: string) => (/^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text)
const quoted = (value: string | number) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))

interface Row {
  record: Record<string, string>
  info: { lines: number }
}

/**
 * Reads rows of `image` and `label` (or `labels`, joined by `|`), with xmin, ymin, xmax and ymax for boxes, or `shape`.
 * @throws AppError `invalid` with the line
 */
export function readCsv(file: TextFile, sizeOf: SizeOf, note: Note): ReadLabels {
  let rows: Row[]
  try {
    rows = parse(file.text, { columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()), bom: true, info: true, skip_empty_lines: true, relax_column_count: false }) as unknown as Row[]
  } catch (error) {
    const lines = (error as { lines?: number }).lines
    return refuse(file.name, lines ?? null, error instanceof Error ? error.message : 'this is not CSV.')
  }
  const first = rows[0]?.record
  if (first && (first.image ?? first.filename) === undefined) return refuse(file.name, 1, 'there is no column “image”.')
  if (first && (first.label ?? first.labels ?? first.class) === undefined) return refuse(file.name, 1, 'there is no column “label”.')
  const images = new Map<string, ReadImage>()
  const labels = new Set<string>()
  for (const { record, info } of rows) {
    const fileName = plain(record.image ?? record.filename ?? '')
    if (fileName === '') refuse(file.name, info.lines, 'the image is missing.')
    const image = images.get(fileName) ?? { fileName, shapes: [] }
    images.set(fileName, image)
    const where = `${file.name}, line ${info.lines}`
    const shape = readShape(record, file.name, info.lines, where, note)
    const fitting = shape && fit(shape, sizeOf(fileName), where, note)
    // Only the column `labels` joins several by a bar; in another it is part of the name.
    const names = record.labels === undefined ? [plain(record.label ?? record.class ?? '')] : record.labels.split('|').map(plain)
    for (const label of names.map((name) => name.trim()).filter((name) => name !== '')) {
      labels.add(label)
      if (fitting) image.shapes.push({ label, shape: fitting, attributes: {} })
    }
  }
  return { images: [...images.values()], labels: [...labels].map((name) => ({ name, skeleton: null })) }
}

function readShape(record: Record<string, string>, file: string, line: number, where: string, note: Note): Shape | null {
  if (record.shape) {
    let value: unknown
    try {
      value = JSON.parse(record.shape)
    } catch {
      return refuse(file, line, 'the column “shape” is not JSON.')
    }
    const shape = Shape.safeParse(value)
    return shape.success ? shape.data : refuse(file, line, 'the column “shape” is no shape.')
  }
  const texts = [record.xmin, record.ymin, record.xmax, record.ymax]
  if (texts.every((text) => text === undefined || text === '')) return { kind: 'tag' }
  const [x, y, right, bottom] = texts.map((text) => (text === undefined || text.trim() === '' ? NaN : Number(text))) as [number, number, number, number]
  if (![x, y, right, bottom].every(Number.isFinite)) return refuse(file, line, 'the box lacks a number.')
  if (right > x && bottom > y) return { kind: 'box', x, y, width: right - x, height: bottom - y, angle: 0 }
  note(where, `The box has no area: x ${x} to ${right}, y ${y} to ${bottom}.`)
  return null
}
