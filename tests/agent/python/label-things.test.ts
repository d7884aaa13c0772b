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
import { home, parquet, rows, useSteps } from './support'

const steps = useSteps()
const python = environmentPython(home, curatedEnvironments().find(({ name }) => name === 'labels')!)
const params = { label: 'label', picture: 'picture', image: 'image', target_precision: 0.6, seed: 42 }

interface Drawn {
  name: string
  kind: 'coin' | 'card'
  box: [x: number, y: number, width: number, height: number]
}

/** A picture of 160 x 120 pixels with a round coin or a square card on grey: what a detector of any worth tells apart. */
function draw(at: number): Drawn & { svg: string } {
  const side = 28 + ((at * 7) % 17)
  const [x, y] = [(at * 37) % (158 - side), (at * 23) % (118 - side)]
  const kind = at % 2 === 0 ? 'coin' : 'card'
  const shape = kind === 'coin' ? `<circle cx="${x + side / 2}" cy="${y + side / 2}" r="${side / 2}" fill="#d9a520"/>` : `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#2456a6"/>`
  return { name: `${at}.png`, kind, box: [x, y, side, side], svg: `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect width="160" height="120" fill="#8a8a86"/>${shape}</svg>` }
}

const drawn = Array.from({ length: 24 }, (_, at) => draw(at))
/** People have labeled the first sixteen; one image more shows nothing. */
const labeled = drawn.slice(0, 16)
let files: { images: string; boxes: string; tags: string }

beforeAll(async () => {
  const empty = { name: 'empty.png', svg: '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect width="160" height="120" fill="#8a8a86"/></svg>' }
  const images = await Promise.all([...drawn, empty].map(async ({ name, svg }) => `('${name}', from_hex('${(await sharp(Buffer.from(svg)).png().toBuffer()).toString('hex')}'))`))
  const file = (name: string) => path.join(steps.folder, `${name}.parquet`)
  const boxes = labeled.map(({ name, kind, box }) => `('${name}', '${kind}', ${box.join(', ')})`)
  files = {
    images: await parquet(file('images'), `SELECT * FROM (VALUES ${images.join(', ')}) t(image, picture)`),
    boxes: await parquet(file('boxes'), `SELECT image, label, x::DOUBLE x, y::DOUBLE y, width::DOUBLE width, height::DOUBLE height FROM (VALUES ${boxes.join(', ')}, ('empty.png', null, null, null, null, null)) t(image, label, x, y, width, height)`),
    tags: await parquet(file('tags'), `SELECT * FROM (VALUES ${[...labeled.map(({ name, kind }, at) => `('${name}', '${kind}${at % 3 === 0 ? '|third' : ''}')`), `('empty.png', '')`].join(', ')}) t(image, label)`),
  }
}, 600_000)

interface Found {
  label: string
  confidence: number
  x: number
  y: number
  width: number
  height: number
}

function overlap({ x, y, width, height }: Found, [left, top, wide, high]: Drawn['box']): number {
  const shared = Math.max(0, Math.min(x + width, left + wide) - Math.max(x, left)) * Math.max(0, Math.min(y + height, top + high) - Math.max(y, top))
  return shared / (width * height + wide * high - shared)
}

test('Train object detector finds the boxes of images that it had not seen, and its ONNX file says the same', async () => {
  const { outputs, metrics } = await steps.run('train_object_detector', params, { table: files.images, labels: files.boxes })
  const said = await rows(outputs.predictions!.path)
  expect(said.map(({ image }) => image)).toEqual([...drawn.map(({ name }) => name), 'empty.png'])
  expect(said.filter(({ out_of_fold }) => out_of_fold)).toHaveLength(17)
  const found = said.map((row) => JSON.parse(String(row.found)) as Found[])
  const right = drawn.slice(16).filter(({ kind, box }, at) => found[16 + at]![0]?.label === kind && overlap(found[16 + at]![0]!, box) >= 0.5)
  expect(right.length).toBeGreaterThanOrEqual(6)
  const report = AssistReport.parse(JSON.parse(readFileSync(outputs.report!.path, 'utf8')))
  expect(report).toMatchObject({ kind: 'things', classes: ['card', 'coin'], labels: 17, things: 16, folds: 4, needed: 6 })
  expect(metrics).toMatchObject({ labels: 17, things: 16, accuracy: report.accuracy })
  // The studio finds the thresholds again from the curves, for whatever precision is wanted.
  expect(limitsOf({ each: report.each.map((each) => ({ ...each, id: each.name })) }, 0.6)).toEqual(Object.fromEntries(report.each.flatMap(({ name, threshold }) => (threshold === null ? [] : [[name, threshold]]))))

  const script = path.join(import.meta.dirname, 'direct-things.py')
  const own = JSON.parse(execFileSync(python, [script, outputs.model!.path, files.images, '20'], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { classes: string[]; confidence: number; label: string; box: Drawn['box'] }
  expect(own.classes).toEqual(['card', 'coin'])
  const [best] = found[20]!
  expect(own.label).toBe(best!.label)
  expect(Math.abs(own.confidence - best!.confidence)).toBeLessThan(0.02)
  expect(overlap(best!, own.box)).toBeGreaterThan(0.6)
}, 300_000)

test('Train image tagger tells several labels of an image, each by its own confidence, as its ONNX file does', async () => {
  const { outputs } = await steps.run('train_image_tagger', params, { table: files.images, labels: files.tags })
  const said = await rows(outputs.predictions!.path)
  const fresh = said.slice(16, 24)
  expect(fresh.filter(({ predicted }, at) => String(predicted).split('|').includes(drawn[16 + at]!.kind)).length).toBeGreaterThanOrEqual(7)
  const report = AssistReport.parse(JSON.parse(readFileSync(outputs.report!.path, 'utf8')))
  expect(report).toMatchObject({ kind: 'labels', classes: ['card', 'coin', 'third'], labels: 17, things: 22 })
  expect(report.each.map(({ labeled: times }) => times)).toEqual([8, 8, 6])
  const script = path.join(import.meta.dirname, 'direct-label.py')
  const own = JSON.parse(execFileSync(python, [script, outputs.model!.path, files.images], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { classes: string[]; predicted: string[]; confidence: number[] }
  fresh.forEach(({ found }, at) => {
    const [first] = JSON.parse(String(found)) as Found[]
    expect(own.predicted[16 + at]).toBe(first!.label)
    expect(Math.abs(own.confidence[16 + at]! - first!.confidence)).toBeLessThan(0.01)
  })
}, 300_000)

test('the steps say what stands in the way', async () => {
  const file = (name: string, query: string) => parquet(path.join(steps.folder, `${name}.parquet`), query)
  const few = await file('few', `SELECT * FROM read_parquet('${files.boxes}') LIMIT 5`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: few })).rejects.toThrow('There must be 8 labeled images and 8 boxes at least to learn from; here are 5 labeled images with 5 boxes.')
  const flat = await file('flat', `SELECT * REPLACE (0.0 AS width) FROM read_parquet('${files.boxes}')`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: flat })).rejects.toThrow('A box of “coin” in “0.png” has no size.')
  const bare = await file('bare', `SELECT * EXCLUDE (height) FROM read_parquet('${files.boxes}')`)
  await expect(steps.run('train_object_detector', params, { table: files.images, labels: bare })).rejects.toThrow('The boxes have no column “height”.')
  const one = await file('one', `SELECT image, 'same' AS label FROM read_parquet('${files.images}')`)
  await expect(steps.run('train_image_tagger', params, { table: files.images, labels: one })).rejects.toThrow('No label is on 3 images at least and missing on 3.')
  const component = findComponent('label.train-object-detector@1')!
  const text = (name: string) => ({ name, type: 'text' as const })
  const { problems } = component.infer({ params: component.params.parse({}), inputs: { table: [text('image'), text('picture')], labels: [text('image'), text('label'), { name: 'x', type: 'number' }] }, connected: new Set(['table', 'labels']), asset: () => undefined })
  expect(problems.map(({ message }) => message)).toEqual(['The boxes have no column “y”. There must be one row a box with x, y, width and height in pixels.'])
})
