import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxCorners } from '@/lib/labeling/canvas/geometry'
import { maskOf } from '@/lib/labeling/canvas/rle'
import { cocoAnnotations, cocoCategories, cocoImage } from '@/lib/labeling/formats/coco'
import { readCoco } from '@/lib/labeling/formats/coco-read'
import { unpackRuns } from '@/lib/labeling/formats/coco-runs'
import { csvHeader, csvRows, readCsv } from '@/lib/labeling/formats/csv'
import type { FormatLabel, LabeledImage, ReadLabels } from '@/lib/labeling/formats/format'
import { labelStudioTask, readLabelStudio } from '@/lib/labeling/formats/label-studio'
import { packBrush, unpackBrush } from '@/lib/labeling/formats/ls-brush'
import { readVoc, writeVoc } from '@/lib/labeling/formats/voc'
import { readYolo, writeYolo, yoloConfig } from '@/lib/labeling/formats/yolo'
import type { Shape } from '@/lib/labeling/shapes'

const labels: FormatLabel[] = [
  { id: 'l1', name: 'Red cell', colour: '#ff0000', parent: null, skeleton: null },
  { id: 'l2', name: '=cmd|x, "odd" & <b>', colour: '#00ff00', parent: 'Red cell', skeleton: null },
  { id: 'l3', name: 'person', colour: '#0000ff', parent: null, skeleton: { points: ['head', 'left', 'right'], edges: [[0, 1], [0, 2]] } },
]
const size = { width: 120, height: 90 }
const sizeOf = () => size

const place = (most: number) => fc.double({ min: 0, max: most, noNaN: true }).map((value) => Math.round(value * 100) / 100)
const box = fc.tuple(place(100), place(70), fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 19 })).map(([x, y, width, height]): Shape => ({ kind: 'box', x, y, width, height, angle: 0 }))
const turned = fc.tuple(box, fc.integer({ min: 1, max: 359 })).map(([shape, angle]): Shape => ({ ...shape, angle }) as Shape)
const ring = fc.uniqueArray(fc.tuple(place(120), place(90)), { minLength: 3, maxLength: 8, selector: (point) => point.join() })
const polygon = ring.map((points): Shape => ({ kind: 'polygon', points, holes: [] }))
const holed = ring.map((points): Shape => ({ kind: 'polygon', points, holes: [[[1, 1], [2, 1], [2, 2]]] }))
const mask = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 70 }), fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }))
  .filter(([, , bits]) => bits.some(Boolean))
  .map(([x, y, bits]): Shape => maskOf({ x, y, width: 10, height: 10, bits: Uint8Array.from(bits, Number) })!)
const keypoints = fc
  .array(fc.tuple(place(120), place(90), fc.constantFrom(0 as const, 1 as const, 2 as const)), { minLength: 3, maxLength: 3 })
  .filter((points) => points.some(([, , v]) => v > 0))
  .map((points): Shape => ({ kind: 'keypoints', points: points.map(([x, y, v]) => (v === 0 ? { x: 0, y: 0, v } : { x, y, v })) }))
const tag = fc.constant<Shape>({ kind: 'tag' })

const image = (shapes: fc.Arbitrary<Shape>) =>
  fc.array(fc.tuple(shapes, fc.constantFrom('l1', 'l2')), { maxLength: 8 }).map((all): LabeledImage => ({
    fileName: 'a b/ü.001.jpg',
    ...size,
    people: ['Ada'],
    annotations: all.map(([shape, label], index) => ({ id: `s${index}`, label: shape.kind === 'keypoints' ? 'l3' : label, shape, attributes: {}, z: index, locked: false, hidden: false, source: { by: 'person' } })),
  }))

/** What must come back: the shapes in their order with their labels' names. */
const content = (given: LabeledImage) => ({ fileName: given.fileName, shapes: given.annotations.map(({ label, shape }) => ({ label: labels.find(({ id }) => id === label)!.name, shape })) })
const found = (read: ReadLabels) => ({ fileName: read.images[0]!.fileName, shapes: read.images[0]!.shapes.map(({ label, shape }) => ({ label, shape })) })

function near(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number') return expect(Math.abs((actual as number) - expected), path).toBeLessThan(0.01)
  if (typeof expected !== 'object' || expected === null) return expect(actual, path).toBe(expected)
  expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(expected).sort())
  for (const [key, value] of Object.entries(expected)) near((actual as Record<string, unknown>)[key], value, `${path}.${key}`)
}

const silent = (name: string, reason: string) => {
  throw new Error(`${name}: ${reason}`)
}

function comesBack(shapes: fc.Arbitrary<Shape>, trip: (given: LabeledImage) => ReadLabels) {
  fc.assert(fc.property(image(shapes), (given) => near(found(trip(given)), content(given))), { numRuns: 60 })
}

const coco = (given: LabeledImage) => {
  const text = JSON.stringify({ images: [cocoImage(given, 1)], annotations: cocoAnnotations(given, 1, 1, labels, silent), categories: cocoCategories(labels) })
  return readCoco({ name: 'c.json', text }, sizeOf, silent)
}
const yolo = (kind: 'detect' | 'segment' | 'obb' | 'pose') => (given: LabeledImage) =>
  readYolo([{ name: 'labels/a b/ü.001.txt', text: writeYolo(given, labels, kind, silent) }, { name: 'data.yaml', text: JSON.stringify(yoloConfig(labels, kind)) }], [given.fileName], sizeOf, silent, kind)
const voc = (given: LabeledImage) => readVoc([{ name: 'Annotations/a b/ü.001.xml', text: writeVoc(given, labels, silent) }], sizeOf, silent)
const labelStudio = (given: LabeledImage) => readLabelStudio({ name: 'l.json', text: JSON.stringify([labelStudioTask(given, 1, labels)]) }, sizeOf, silent)
const csv = (given: LabeledImage) => readCsv({ name: 'l.csv', text: csvHeader + csvRows(given, labels) }, sizeOf, silent)

describe('out and in again', () => {
  it('COCO keeps boxes, turned boxes, polygons with holes, masks and keypoints', () => comesBack(fc.oneof(box, turned, polygon, holed, mask, keypoints), coco))
  it('YOLO detect keeps boxes', () => comesBack(box, yolo('detect')))
  it('YOLO segment keeps polygons', () => comesBack(polygon, yolo('segment')))
  it('YOLO pose keeps the points of keypoints', () => comesBack(keypoints, yolo('pose')))
  it('Pascal VOC keeps boxes', () => comesBack(box, voc))
  it('Label Studio keeps everything', () => comesBack(fc.oneof(box, turned, polygon, holed, mask, keypoints, tag), labelStudio))
  it('CSV keeps everything', () => comesBack(fc.oneof(box, turned, polygon, holed, mask, keypoints, tag), csv))

  it('YOLO obb keeps the corners of turned boxes', () => {
    fc.assert(
      fc.property(image(turned), (given) => {
        const shapes = yolo('obb')(given).images[0]!.shapes.map(({ shape }) => boxCorners(shape as Extract<Shape, { kind: 'box' }>))
        near(shapes, given.annotations.map(({ shape }) => boxCorners(shape as Extract<Shape, { kind: 'box' }>)))
      }),
      { numRuns: 60 },
    )
  })
})

const one = (shape: Shape, label = 'l1'): LabeledImage => ({ fileName: 'i.png', ...size, people: [], annotations: [{ id: 's', label, shape, attributes: {}, z: 0, locked: false, hidden: false, source: { by: 'person' } }] })
function noted(work: (note: (name: string, reason: string) => void) => unknown): string[] {
  const notes: string[] = []
  work((name, reason) => void notes.push(`${name}: ${reason}`))
  return notes
}

describe('numbers as others write them', () => {
  it('COCO: pixels, ids from 1, keypoints and skeleton from 1, column-major runs', () => {
    const holed: Shape = { kind: 'mask', x: 1, y: 0, width: 2, height: 2, counts: [1, 2, 1] }
    const small = { ...one(holed), width: 4, height: 2 }
    expect(cocoAnnotations(small, 7, 3, labels, silent)).toEqual([{ id: 3, image_id: 7, category_id: 1, iscrowd: 0, bbox: [1, 0, 2, 2], area: 2, segmentation: { size: [2, 4], counts: [3, 2, 3] } }])
    expect(cocoCategories(labels)[2]).toEqual({ id: 3, name: 'person', supercategory: '', keypoints: ['head', 'left', 'right'], skeleton: [[1, 2], [1, 3]] })
  })

  it('COCO: packed runs as pycocotools writes them', () => {
    // pycocotools.mask.encode of a 4 × 4 mask whose middle four pixels are set
    expect(unpackRuns('52203')).toEqual([5, 2, 2, 2, 5])
  })

  it('COCO: ids from 0, text ids, shares of the image and missing fields are read', () => {
    const text = JSON.stringify({ images: [{ id: 0, file_name: 'i.png' }], categories: [{ id: 'c', name: 'cell' }], annotations: [{ image_id: 0, category_id: 'c', bbox: [0.5, 0.5, 0.25, 0.1], segmentation: [] }] })
    expect(readCoco({ name: 'c.json', text }, sizeOf, silent, { normalised: true }).images).toEqual([{ fileName: 'i.png', shapes: [{ label: 'cell', shape: { kind: 'box', x: 60, y: 45, width: 30, height: 9, angle: 0 }, attributes: {} }] }])
  })

  it('Label Studio: percent, and a box turns clockwise about its top left corner', () => {
    const task = labelStudioTask(one({ kind: 'box', x: 30, y: 30, width: 60, height: 30, angle: 90 }), 1, labels) as { annotations: { result: { value: object }[] }[] }
    // About its centre (60, 45) the corner (30, 30) comes to (75, 15).
    near(task.annotations[0]!.result[0]!.value, { x: 62.5, y: 100 / 6, width: 50, height: 100 / 3, rotation: 90, rectanglelabels: ['Red cell'] })
  })

  it('Label Studio: its packing of a brush', () => {
    const bits = Uint8Array.from({ length: 70_000 }, (_, index) => Number(index % 1_000 < 37 || index > 50_000))
    expect(unpackBrush(packBrush(bits), bits.length)).toEqual(bits)
    expect(() => unpackBrush(packBrush(bits), 12)).toThrow(RangeError)
  })

  it('YOLO: shares of the upright size', () => {
    expect(writeYolo(one({ kind: 'box', x: 12, y: 9, width: 24, height: 18, angle: 0 }), labels, 'detect', silent)).toBe('0 0.2 0.2 0.2 0.2\n')
  })

  it('CSV and Label Studio: what a model gave and nobody has looked at is told from what people gave', () => {
    const given = { ...one({ kind: 'tag' }), people: ['Ada'] }
    const model = { ...given, people: [], annotations: given.annotations.map((annotation) => ({ ...annotation, source: { by: 'model' as const, model: 'Cells 3', confidence: 0.97 } })) }
    expect(csvRows(given, labels)).toMatch(/,Ada\n$/)
    expect(csvRows(model, labels)).toMatch(/,model: Cells 3\n$/)
    expect(labelStudioTask(given, 1, labels)).toMatchObject({ annotations: [{ completed_by: 'Ada', result: [{}] }], predictions: [] })
    expect(labelStudioTask(model, 1, labels)).toMatchObject({ annotations: [], predictions: [{ model_version: 'Cells 3', score: 0.97, result: [{ value: { choices: ['Red cell'] } }] }] })
  })

  it('CSV: no cell runs as a formula', () => {
    expect(csvRows(one({ kind: 'tag' }, 'l2'), labels)).toContain(`"'=cmd|x, ""odd"" & <b>"`)
  })
})

describe('what a format cannot hold is named', () => {
  it('on the way out', () => {
    const tagged = one({ kind: 'tag' })
    expect(noted((note) => cocoAnnotations(tagged, 1, 1, labels, note))[0]).toContain('i.png: COCO has no labels for whole images')
    expect(noted((note) => writeVoc(one({ kind: 'box', x: 1, y: 1, width: 5, height: 5, angle: 30 }), labels, note))[0]).toContain('a turned box is written as the box around it')
    expect(noted((note) => writeYolo(tagged, labels, 'detect', note))).toEqual(['i.png: YOLO detect has no labels of whole images.'])
    expect(noted((note) => writeYolo(one({ kind: 'mask', x: 0, y: 0, width: 1, height: 1, counts: [0, 1] }), labels, 'segment', note))).toEqual(['i.png: YOLO segment has no masks.'])
  })

  it('on the way in: boxes without area, over the edge and outside', () => {
    const object = (name: string, [a, b, c, d]: number[]) => `<object><name>${name}</name><bndbox><xmin>${a}</xmin><ymin>${b}</ymin><xmax>${c}</xmax><ymax>${d}</ymax></bndbox></object>`
    const text = `<annotation><filename>i.png</filename>${object('RBC', [1, 1, 1, 9])}${object('RBC', [100, 10, 130, 20])}${object('WBC', [130, 10, 140, 20])}${object('007', [0, 0, 120, 90])}</annotation>`
    let read: ReadLabels | undefined
    const notes = noted((note) => (read = readVoc([{ name: 'i.xml', text }], sizeOf, note)))
    expect(notes).toEqual([
      'i.xml, object 1 (RBC): Its box has no area: x 1 to 1, y 1 to 9.',
      'i.xml, object 2 (RBC): The box reaches beyond the image (120 × 90); it was cut at the edge.',
      'i.xml, object 3 (WBC): The box lies outside of the image (120 × 90); it was left out.',
    ])
    expect(read!.images[0]!.shapes.map(({ label, shape }) => [label, shape.kind === 'box' && shape.width])).toEqual([['RBC', 20], ['007', 120]])
  })

  it('on the way in: one bad annotation does not fail the others', () => {
    const text = JSON.stringify({
      images: [{ id: 1, file_name: 'i.png' }],
      categories: [{ id: 1, name: 'cell' }],
      annotations: [
        { id: 1, image_id: 9, category_id: 1, bbox: [1, 1, 2, 2] },
        { id: 2, image_id: 1, category_id: 4, bbox: [1, 1, 2, 2] },
        { id: 3, image_id: 1, category_id: 1, segmentation: { counts: [3], size: [2, 2] } },
        { id: 4, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] },
      ],
    })
    let read: ReadLabels | undefined
    expect(noted((note) => (read = readCoco({ name: 'c.json', text }, sizeOf, note))).map((line) => line.split(':')[0])).toEqual(['c.json, annotation 1', 'c.json, annotation 2', 'c.json, annotation 3'])
    expect(read!.images[0]!.shapes).toHaveLength(1)
  })
})

describe('a bad file is refused with its line', () => {
  const refusal = (work: () => unknown) => {
    try {
      work()
    } catch (error) {
      return (error as Error).message
    }
    throw new Error('nothing was refused')
  }
  it('of every format', () => {
    expect(refusal(() => readCoco({ name: 'c.json', text: '{\n"images": [\n{"id" 1}]}' }, sizeOf, silent))).toBe('c.json, line 3: this is not JSON.')
    expect(refusal(() => readCoco({ name: 'c.json', text: '[]' }, sizeOf, silent))).toContain('this is not COCO')
    expect(refusal(() => readVoc([{ name: 'v.xml', text: '<annotation>\n<object>\n</annotation>' }], sizeOf, silent))).toMatch(/^v\.xml, line [23]: this is not XML/)
    expect(refusal(() => readYolo([{ name: 'i.txt', text: '0 0.5 0.5 0.1 0.1\n0 0.5 x 0.1 0.1\n' }], ['i.png'], sizeOf, silent))).toContain('i.txt, line 2:')
    expect(refusal(() => readYolo([{ name: 'i.txt', text: '3 0.5 0.5 0.1 0.1\n' }, { name: 'classes.txt', text: 'a\nb\n' }], ['i.png'], sizeOf, silent))).toBe('i.txt, line 1: the class 3 is not among the 2 names.')
    expect(refusal(() => readCsv({ name: 'l.csv', text: 'image,label,xmin,ymin,xmax,ymax\na.png,x,1,2,3,4\na.png,x,1,,3,4\n' }, sizeOf, silent))).toBe('l.csv, line 3: the box lacks a number.')
    expect(refusal(() => readCsv({ name: 'l.csv', text: 'file,label\na.png,x\n' }, sizeOf, silent))).toContain('l.csv, line 1: there is no column “image”')
    expect(refusal(() => readLabelStudio({ name: 'l.json', text: '{"a":1}' }, sizeOf, silent))).toContain('not an export of Label Studio')
  })
})
