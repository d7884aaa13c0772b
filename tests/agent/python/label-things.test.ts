import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { environmentPython } from '@/agent/python/build'
import { findComponent } from '@/lib/catalog'
import { curatedEnvironments } from '@/lib/environments/list'
import { limitsOf } from '@/lib/labeling/assist/measure'
import { AssistReport } from '@/lib/labeling/assist/schema'
import { inRing } from '@/lib/labeling/canvas/geometry'
import { overlapOf } from '@/lib/labeling/quality/overlap'
import { home, parquet, rows, useSteps } from './support'

const steps = useSteps()
const python = environmentPython(home, curatedEnvironments().find(({ name }) => name === 'labels')!)
const params = { label: 'label', picture: 'picture', image: 'image', target_precision: 0.6, seed: 42 }

type Point = [x: number, y: number]
interface Thing {
  kind: 'coin' | 'card'
  box: [x: number, y: number, width: number, height: number]
}
interface Drawn {
  name: string
  things: Thing[]
  svg: string
}

const picture = (shapes: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="64"><rect width="320" height="64" fill="#8a8a86"/>${shapes}</svg>`

/** A strip with three round coins or square cards on grey: what a detector of any worth tells apart, in as few pixels as can be. */
function draw(at: number): Drawn {
  const things = [0, 1, 2].map((place): Thing => {
    const side = 34 + ((at * 7 + place * 5) % 17)
    return { kind: (at + place) % 2 === 0 ? 'coin' : 'card', box: [12 + place * 104 + ((at * 11 + place * 5) % 36), 3 + ((at * 3 + place) % 9), side, side] }
  })
  const shapes = things.map(({ kind, box: [x, y, side] }) => (kind === 'coin' ? `<circle cx="${x + side / 2}" cy="${y + side / 2}" r="${side / 2}" fill="#d9a520"/>` : `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#2456a6"/>`))
  return { name: `${at}.png`, things, svg: picture(shapes.join('')) }
}

/** Around a coin. */
const round = ([x, y, side]: Thing['box']): Point[] => Array.from({ length: 16 }, (_, at) => [x + (side / 2) * (1 + Math.cos((at * Math.PI) / 8)), y + (side / 2) * (1 + Math.sin((at * Math.PI) / 8))])

const drawn = Array.from({ length: 16 }, (_, at) => draw(at))
/** People have labeled the first ten: cards by boxes, coins by outlines; one image more shows nothing. */
const labeled = drawn.slice(0, 10)
let files: { images: string; boxes: string; tags: string }

beforeAll(async () => {
  const images = await Promise.all([...drawn, { name: 'empty.png', svg: picture('') }].map(async ({ name, svg }) => `('${name}', from_hex('${(await sharp(Buffer.from(svg)).png().toBuffer()).toString('hex')}'))`))
  const file = (name: string) => path.join(steps.folder, `${name}.parquet`)
  const boxes = labeled.flatMap(({ name, things }) => things.map(({ kind, box }) => `('${name}', '${kind}', ${box.join(', ')}, ${kind === 'coin' ? `'${JSON.stringify([round(box)])}'` : 'null'})`))
  const tags = labeled.map(({ name, things }, at) => `('${name}', '${things.filter(({ kind }) => kind === 'coin').length > 1 ? 'coins' : 'cards'}${at % 3 === 0 ? '|third' : ''}')`)
  files = {
    images: await parquet(file('images'), `SELECT * FROM (VALUES ${images.join(', ')}) t(image, picture)`),
    boxes: await parquet(file('boxes'), `SELECT image, label, x::DOUBLE x, y::DOUBLE y, width::DOUBLE width, height::DOUBLE height, outline FROM (VALUES ${boxes.join(', ')}, ('empty.png', null, null, null, null, null, null)) t(image, label, x, y, width, height, outline)`),
    tags: await parquet(file('tags'), `SELECT * FROM (VALUES ${[...tags, `('empty.png', '')`].join(', ')}) t(image, label)`),
  }
}, 600_000)

interface Found {
  label: string
  confidence: number
  x: number
  y: number
  width: number
  height: number
  outline?: Point[][]
}

function overlap({ x, y, width, height }: Found, [left, top, wide, high]: Thing['box']): number {
  const shared = Math.max(0, Math.min(x + width, left + wide) - Math.max(x, left)) * Math.max(0, Math.min(y + height, top + high) - Math.max(y, top))
  return shared / (width * height + wide * high - shared)
}

/** What an outline has in common with the coin of a box, by area. */
const areaOverlap = (outline: Point[][], box: Thing['box']) => overlapOf({ kind: 'polygon', points: outline[0]!, holes: outline.slice(1) }, { kind: 'polygon', points: round(box), holes: [] })

test('Train object detector finds boxes and outlines in images that it had not seen, and its ONNX file says the same', async () => {
  const { outputs, metrics } = await steps.run('train_object_detector', params, { table: files.images, labels: files.boxes })
  const said = await rows(outputs.predictions!.path)
  expect(said.map(({ image }) => image)).toEqual([...drawn.map(({ name }) => name), 'empty.png'])
  expect(said.filter(({ out_of_fold }) => out_of_fold)).toHaveLength(11)
  const found = said.map((row) => JSON.parse(String(row.found)) as Found[])
  const fresh = drawn.slice(10).flatMap(({ things }, at) => things.map((thing) => ({ thing, best: found[10 + at]!.find((each) => each.label === thing.kind && overlap(each, thing.box) >= 0.5) })))
  expect(fresh.filter(({ best }) => best).length).toBeGreaterThanOrEqual(15)
  // Outlines where people draw them, boxes where they draw these.
  for (const { label, outline } of found.flat()) expect(outline !== undefined).toBe(label === 'coin')
  const areas = fresh.flatMap(({ thing, best }) => (best?.outline ? [areaOverlap(best.outline, thing.box)] : []))
  expect(areas.length).toBeGreaterThanOrEqual(6)
  expect(areas.reduce((sum, area) => sum + area, 0) / areas.length).toBeGreaterThan(0.8)

  const report = AssistReport.parse(JSON.parse(readFileSync(outputs.report!.path, 'utf8')))
  expect(report).toMatchObject({ kind: 'things', classes: ['card', 'coin'], labels: 11, things: 30, folds: 4, needed: 6 })
  expect(report.each).toMatchObject([{ name: 'card', labeled: 15, outlined: false }, { name: 'coin', labeled: 15, outlined: true }])
  expect(report.each[1]!.overlap).toBeGreaterThan(0.7)
  expect(metrics).toMatchObject({ labels: 11, things: 30, accuracy: report.accuracy })
  // The studio finds the thresholds again from the curves, for whatever precision is wanted.
  expect(limitsOf({ each: report.each.map((each) => ({ ...each, id: each.name })) }, 0.6)).toEqual(Object.fromEntries(report.each.flatMap(({ name, threshold }) => (threshold === null ? [] : [[name, threshold]]))))

  const script = path.join(import.meta.dirname, 'direct-things.py')
  const own = JSON.parse(execFileSync(python, [script, outputs.model!.path, files.images, '12'], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { classes: string[]; confidence: number; label: string; box: Thing['box']; inside: [x: number, y: number, chance: number][] }
  expect(own.classes).toEqual(['card', 'coin'])
  const best = found[12]!.find((each) => each.label === own.label && overlap(each, own.box) > 0.6)!
  expect(Math.abs(own.confidence - best.confidence)).toBeLessThan(0.02)
  // A cell of the file's own grid is likelier than not to be inside exactly where the step's outline says so, but for some at the edge.
  const coin = found[12]!.find(({ label }) => label === 'coin')!
  const agreed = own.inside.filter(([x, y, chance]) => inRing([x, y], coin.outline![0]!) === chance > 0.5)
  expect(agreed.length / own.inside.length).toBeGreaterThan(0.93)
}, 300_000)

test('Train image tagger tells several labels of an image, each by its own confidence, as its ONNX file does', async () => {
  const { outputs } = await steps.run('train_image_tagger', params, { table: files.images, labels: files.tags })
  const said = await rows(outputs.predictions!.path)
  const fresh = said.slice(10, 16)
  expect(fresh.filter(({ predicted }, at) => String(predicted).split('|').includes(at % 2 === 0 ? 'coins' : 'cards')).length).toBeGreaterThanOrEqual(5)
  const report = AssistReport.parse(JSON.parse(readFileSync(outputs.report!.path, 'utf8')))
  expect(report).toMatchObject({ kind: 'labels', classes: ['cards', 'coins', 'third'], labels: 11, things: 14 })
  expect(report.each.map(({ labeled: times }) => times)).toEqual([5, 5, 4])
  const script = path.join(import.meta.dirname, 'direct-label.py')
  const own = JSON.parse(execFileSync(python, [script, outputs.model!.path, files.images], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { classes: string[]; predicted: string[]; confidence: number[] }
  fresh.forEach(({ found }, at) => {
    const [first] = JSON.parse(String(found)) as Found[]
    expect(own.predicted[10 + at]).toBe(first!.label)
    expect(Math.abs(own.confidence[10 + at]! - first!.confidence)).toBeLessThan(0.01)
  })
}, 300_000)

test('the steps say what stands in the way', async () => {
  const file = (name: string, query: string) => parquet(path.join(steps.folder, `${name}.parquet`), query)
  const few = await file('few', `SELECT * FROM read_parquet('${files.boxes}') LIMIT 5`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: few })).rejects.toThrow('There must be 8 labeled images and 8 boxes at least to learn from; here are 2 labeled images with 5 boxes.')
  const flat = await file('flat', `SELECT * REPLACE (0.0 AS width) FROM read_parquet('${files.boxes}')`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: flat })).rejects.toThrow('A box of “card” in “0.png” has no size.')
  const torn = await file('torn', `SELECT * REPLACE ('[[[1, 2], [3, 4]]]' AS outline) FROM read_parquet('${files.boxes}')`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: torn })).rejects.toThrow('The outline of “coin” in “0.png” has no area. Give each ring three points')
  const bare = await file('bare', `SELECT * EXCLUDE (height) FROM read_parquet('${files.boxes}')`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: bare })).rejects.toThrow('The boxes have no column “height”.')
  const one = await file('one', `SELECT image, 'same' AS label FROM read_parquet('${files.images}')`)
  await expect(steps.run('train_image_tagger', params, { table: files.images, labels: one })).rejects.toThrow('No label is on 3 images at least and missing on 3.')
  const component = findComponent('label.train-object-detector@1')!
  const text = (name: string) => ({ name, type: 'text' as const })
  const { problems } = component.infer({ params: component.params.parse({}), inputs: { table: [text('image'), text('picture')], labels: [text('image'), text('label'), { name: 'x', type: 'number' }] }, connected: new Set(['table', 'labels']), asset: () => undefined })
  expect(problems.map(({ message }) => message)).toEqual(['The boxes have no column “y”. There must be one row a box with x, y, width and height in pixels.'])
})
