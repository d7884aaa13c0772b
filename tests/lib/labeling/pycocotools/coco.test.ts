import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { maskOf } from '@/lib/labeling/canvas/rle'
import { cocoAnnotations, cocoCategories, cocoImage } from '@/lib/labeling/formats/coco'
import type { FormatLabel, LabeledImage } from '@/lib/labeling/formats/format'
import { areaOf, likeness } from '@/lib/labeling/quality/overlap'
import type { Point, Shape } from '@/lib/labeling/shapes'
import { testEnvironment } from '../../../support/python-environment'

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-coco-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const labels: FormatLabel[] = [{ id: 'cell', name: 'cell', colour: '#ff0000', parent: null, skeleton: null }]
const image = (fileName: string, shapes: Shape[]): LabeledImage => ({
  fileName,
  width: 640,
  height: 480,
  people: [],
  annotations: shapes.map((shape, z) => ({ id: `s${z}`, label: 'cell', shape, attributes: {}, z, locked: false, hidden: false, source: { by: 'person' } })),
})

/** A disc as its pixels. */
function disc(x: number, y: number, radius: number): Shape {
  const side = radius * 2 + 1
  const bits = Uint8Array.from({ length: side * side }, (_, at) => Number(((at % side) - radius) ** 2 + (Math.floor(at / side) - radius) ** 2 <= radius ** 2))
  return maskOf({ x: x - radius, y: y - radius, width: side, height: side, bits })!
}
const star = (x: number, y: number, radius: number): Shape => ({ kind: 'polygon', holes: [], points: Array.from({ length: 12 }, (_, at): Point => [x + (at % 2 ? radius : radius / 2) * Math.cos((at * Math.PI) / 6), y + (at % 2 ? radius : radius / 2) * Math.sin((at * Math.PI) / 6)]) })
const box = (x: number, y: number, width: number, height: number, angle = 0): Shape => ({ kind: 'box', x, y, width, height, angle })

const given = [
  image('boxes.png', [box(10, 20, 100, 50), box(60.5, 30.25, 100, 50), box(400, 300, 33.3, 21)]),
  image('masks.png', [disc(100, 100, 40), disc(120, 110, 37), disc(500, 300, 5)]),
  image('outlines.png', [star(200, 200, 150), star(240, 190, 140), box(150, 150, 200, 120, 30), box(150, 150, 200, 120, 75)]),
]

describe('pycocotools', () => {
  it('loads our COCO, and finds the areas and overlaps that quality is measured by', { timeout: 180_000 }, async () => {
    let next = 1
    const annotations = given.flatMap((each, index) => {
      const written = cocoAnnotations(each, index + 1, next, labels, (name, reason) => {
        throw new Error(`${name}: ${reason}`)
      })
      next += written.length
      return written
    })
    const file = path.join(folder, 'coco.json')
    writeFileSync(file, JSON.stringify({ images: given.map((each, index) => cocoImage(each, index + 1)), annotations, categories: cocoCategories(labels) }))
    const python = await testEnvironment('pycocotools', path.join(import.meta.dirname, 'requirements.lock'))
    const [boxes, masks, outlines] = JSON.parse(execFileSync(python, [path.join(import.meta.dirname, 'measure.py'), file], { encoding: 'utf8' })) as { areas: number[]; masks: number[][]; boxes: number[][] }[]
    const ours = ({ annotations: all }: LabeledImage) => all.map((a) => all.map((b) => likeness(a.shape, b.shape)))
    near(ours(given[0]!), boxes!.boxes, 1e-9)
    near(ours(given[1]!), masks!.masks, 1e-9)
    expect(masks!.areas).toEqual(given[1]!.annotations.map(({ shape }) => areaOf(shape)))
    // It fills outlines with whole pixels, where we cut exactly: alike to about a pixel along the edge.
    near(ours(given[2]!), outlines!.masks, 0.01)
    for (const [at, { shape }] of given[2]!.annotations.entries()) expect(Math.abs(outlines!.areas[at]! / areaOf(shape) - 1), String(at)).toBeLessThan(0.01)
    // The areas in the file are those of our quality code, to the digit that is written.
    for (const [at, { shape }] of given.flatMap((each) => each.annotations).entries()) expect((annotations[at] as { area: number }).area).toBeCloseTo(areaOf(shape), 1)
  })
})

function near(actual: number[][], expected: number[][], by: number): void {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length))
  for (const [row, values] of actual.entries()) for (const [column, value] of values.entries()) expect(Math.abs(value - expected[row]![column]!), `${row}, ${column}`).toBeLessThanOrEqual(by)
}
