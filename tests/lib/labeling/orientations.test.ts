import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addImages } from '@/lib/labeling/add-images'
import { createProject } from '@/lib/labeling/create-project'
import { exportLabels, type ExportQuery } from '@/lib/labeling/export-labels'
import { zipEntries } from '@/lib/labeling/zip-entries'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from '../data/support'

const home = await testStudio()
const { db } = await testDatabase()
const orientations = [1, 2, 3, 4, 5, 6, 7, 8]

/** 60 × 40 upright: red, green, yellow over blue, white, cyan; stored so that the tag alone makes it so. */
async function picture(orientation: number): Promise<Buffer> {
  const upright = await sharp(Buffer.from([255, 0, 0, 0, 255, 0, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0, 255, 255]), { raw: { width: 3, height: 2, channels: 3 } }).resize(60, 40, { kernel: 'nearest' }).png().toBuffer()
  const [turn, flop] = ([[0, false], [0, true], [180, false], [180, true], [270, true], [270, false], [90, true], [90, false]] as const)[orientation - 1]!
  let image = sharp(flop ? await sharp(upright).flop().toBuffer() : upright)
  if (turn) image = sharp(await image.rotate(turn).toBuffer())
  return image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).withMetadata({ orientation }).toBuffer()
}

const shapes: Shape[] = [
  { kind: 'box', x: 2, y: 3, width: 15, height: 10, angle: 0 },
  { kind: 'polygon', points: [[30, 5], [50, 5], [50, 25], [40, 35]], holes: [] },
  { kind: 'mask', x: 5, y: 22, width: 3, height: 2, counts: [1, 4, 1] },
  { kind: 'keypoints', points: [{ x: 4, y: 6, v: 2 }, { x: 40, y: 30, v: 1 }, { x: 0, y: 0, v: 0 }] },
  { kind: 'tag' },
]

async function unzip(stream: NodeJS.ReadableStream): Promise<Map<string, Buffer>> {
  const file = path.join(home, `out-${Math.random()}.zip`)
  writeFileSync(file, await buffer(stream))
  const entries = new Map<string, Buffer>()
  for await (const entry of zipEntries(file)) entries.set(entry.name, await buffer(await entry.open()))
  return entries
}

const queries: ExportQuery[] = [{ format: 'coco' }, { format: 'yolo', yolo: 'detect' }, { format: 'yolo', yolo: 'segment' }, { format: 'yolo', yolo: 'obb' }, { format: 'yolo', yolo: 'pose' }, { format: 'yolo', yolo: 'classify' }, { format: 'voc' }, { format: 'csv' }, { format: 'label-studio' }, { format: 'masks' }]

/** What is written of the image of one orientation, without what must differ: its name and numbers that are counted up. */
function partOf(entries: Map<string, Buffer>, query: ExportQuery, at: number): string | Buffer[] {
  const name = `o${at}`
  const neutral = (value: unknown) => JSON.stringify(value, (key, part: unknown) => (key === 'id' || key === 'image_id' ? undefined : part), 1).replaceAll(name, 'o')
  const text = (file: RegExp) => [...entries].find(([entry]) => file.test(entry))![1].toString()
  if (query.format === 'coco') {
    const { images, annotations } = JSON.parse(text(/\.json$/)) as { images: { id: number; file_name: string }[]; annotations: { image_id: number }[] }
    const image = images.find(({ file_name: file }) => file.includes(`${name}.`))!
    return neutral({ image, annotations: annotations.filter((each) => each.image_id === image.id) })
  }
  if (query.format === 'label-studio') return neutral((JSON.parse(text(/(?<!manifest)\.json$/)) as object[]).find((task) => JSON.stringify(task).includes(`${name}.`)))
  if (query.format === 'csv') return text(/\.csv$/).split('\n').filter((line) => line.includes(`${name}.`)).join('\n').replaceAll(name, 'o')
  if (query.yolo === 'classify') return [...entries.keys()].filter((entry) => entry.includes(`${name}.`)).join('\n').replaceAll(name, 'o')
  if (query.format === 'masks') return [...entries].filter(([entry]) => entry.includes(`${name}.`)).map(([, bytes]) => bytes)
  return text(new RegExp(`${name}\\.(txt|xml)$`)).replaceAll(name, 'o')
}

describe('of all eight orientations', () => {
  it('every format says the same, and the images that go along stand upright', { timeout: 240_000 }, async () => {
    const manager = await testContext(db)
    const { id, labels } = await createProject(manager, { name: 'Turned', kinds: ['box', 'polygon', 'mask', 'keypoints', 'tag'], labels: [{ name: 'cell', skeleton: { points: ['head', 'tail', 'left'], edges: [[0, 1]] } }] })
    for (const at of orientations) {
      const file = path.join(home, `in-${at}`)
      writeFileSync(file, await picture(at))
      await (await addImages(manager, id, { path: file, fileName: `o${at}.jpg` })).view(60_000)
    }
    const annotations: Annotation[] = shapes.map((shape, z) => ({ id: `shape-${z}`, label: labels[0]!.id, shape, attributes: {}, z, locked: false, hidden: false, source: { by: 'person' } }))
    await db.execute(sql`update labeling_tasks set state = 'done', result = ${JSON.stringify(annotations)}::text::jsonb, done_at = now() where project_id = ${id}`)
    for (const query of queries) {
      const name = `${query.format}${query.yolo ? `-${query.yolo}` : ''}`
      const entries = await unzip((await exportLabels(manager, id, query)).stream)
      const parts = orientations.map((at) => partOf(entries, query, at))
      if (typeof parts[0] === 'string') await expect(`${parts[0]}\n`).toMatchFileSnapshot(`golden/${name}.txt`)
      else expect(parts[0]!.length, name).toBeGreaterThan(0)
      for (const [index, part] of parts.entries()) expect(part, `${name}, orientation ${index + 1}`).toEqual(parts[0])
    }
    const entries = await unzip((await exportLabels(manager, id, { format: 'coco', images: '1' })).stream)
    for (const at of orientations) {
      const bytes = [...entries].find(([entry]) => entry.endsWith(`o${at}.jpg`))![1]
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      const colour = (x: number, y: number) => [0, 1, 2].map((channel) => Math.round(data[(y * info.width + x) * info.channels + channel]! / 255))
      expect([info.width, info.height, colour(5, 5), colour(30, 5), colour(5, 35), colour(55, 35)], `orientation ${at}`).toEqual([60, 40, [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]])
    }
  })
})
