import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import yazl from 'yazl'
import { describe, expect, it } from 'vitest'
import { addImages } from '@/lib/labeling/add-images'
import { claimTask } from '@/lib/labeling/claim-task'
import { createProject } from '@/lib/labeling/create-project'
import { exportLabels, type ExportQuery } from '@/lib/labeling/export-labels'
import { importLabels, type ImportOptions } from '@/lib/labeling/import-labels'
import { listImages, readImageFile } from '@/lib/labeling/read-images'
import { readTask } from '@/lib/labeling/read-task'
import { zipEntries } from '@/lib/labeling/zip-entries'
import type { Context } from '@/lib/context'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from '../data/support'
import { member } from './support'

const home = await testStudio()
const { db } = await testDatabase()
const bccd = path.resolve(import.meta.dirname, '../../../../shared/data/bccd')

async function project(kinds: ('box' | 'tag')[] = ['box']) {
  const manager = await testContext(db)
  const { id } = await createProject(manager, { name: 'Cells', kinds })
  return { manager, id }
}

let files = 0
const fileOf = (content: Buffer | string) => {
  const file = path.join(home, `in-${++files}`)
  writeFileSync(file, content)
  return file
}

async function zipOf(entries: Record<string, Buffer | string>): Promise<string> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const file = path.join(home, `in-${++files}.zip`)
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

/** A picture that tells which way is up: red, green over blue, white. */
async function corners(orientation: number, format: 'jpeg' | 'tiff' | 'webp' | 'png' = 'png'): Promise<Buffer> {
  const upright = await sharp(Buffer.from([255, 0, 0, 0, 255, 0, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0, 255, 255]), { raw: { width: 3, height: 2, channels: 3 } }).resize(60, 40, { kernel: 'nearest' }).png().toBuffer()
  // The reverse of what the tag asks for, so that every one of the eight shows the same picture.
  const turned = { 1: [0, false], 2: [0, true], 3: [180, false], 4: [180, true], 5: [270, true], 6: [270, false], 7: [90, true], 8: [90, false] }[orientation] as [number, boolean]
  let image = sharp(turned[1] ? await sharp(upright).flop().toBuffer() : upright)
  if (turned[0]) image = sharp(await image.rotate(turned[0]).toBuffer())
  return image.toFormat(format, { quality: 100, lossless: true }).withMetadata({ orientation }).toBuffer()
}

async function add(ctx: Context, id: string, fileName: string, file: string) {
  return (await addImages(ctx, id, { path: file, fileName })).view(60_000)
}

async function unzip(stream: NodeJS.ReadableStream): Promise<Map<string, Buffer>> {
  const file = path.join(home, `out-${++files}.zip`)
  await pipeline(stream, createWriteStream(file))
  const found = new Map<string, Buffer>()
  for await (const entry of zipEntries(file)) found.set(entry.name, await buffer(await entry.open()))
  return found
}

describe('images', () => {
  for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const)
    it(`of all eight orientations are upright everywhere (${format})`, async () => {
      const { manager, id } = await project()
      for (let orientation = 1; orientation <= 8; orientation++) {
        await add(manager, id, `o${orientation}.${format}`, fileOf(await corners(orientation, format)))
        const { images } = await listImages(manager, id, { search: `o${orientation}.` })
        expect(images[0], String(orientation)).toMatchObject({ width: 60, height: 40, problem: '' })
        for (const as of ['web', 'thumb'] as const) {
          const shown = await sharp(await buffer((await readImageFile(manager, id, images[0]!.id, as)).stream)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
          expect([shown.info.width, shown.info.height]).toEqual([60, 40])
          const at = (x: number, y: number) => [...shown.data.subarray((y * 60 + x) * 3, (y * 60 + x) * 3 + 3)].map((value) => Math.round(value / 255))
          expect([at(5, 5), at(30, 5), at(5, 35), at(55, 35)], `${as} ${orientation}`).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]])
        }
      }
    })

  it('of 16 bit, CMYK and BMP get something that browsers show', async () => {
    const { manager, id } = await project()
    const grey = await sharp(Uint16Array.from({ length: 64 }, (_, index) => index * 4), { raw: { width: 8, height: 8, channels: 1 } }).toColourspace('grey16').png().toBuffer()
    await add(manager, id, 'deep.png', fileOf(grey))
    await add(manager, id, 'cmyk.jpg', fileOf(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#ff0000' } }).toColourspace('cmyk').jpeg().toBuffer()))
    const bmp = Buffer.alloc(54 + 16)
    bmp.write('BM')
    bmp.writeUInt32LE(70, 2)
    bmp.writeUInt32LE(54, 10)
    bmp.writeUInt32LE(40, 14)
    bmp.writeInt32LE(2, 18)
    bmp.writeInt32LE(2, 22)
    bmp.writeUInt16LE(1, 26)
    bmp.writeUInt16LE(24, 28)
    bmp.fill(255, 54)
    await add(manager, id, 'old.bmp', fileOf(bmp))
    const { images } = await listImages(manager, id, {})
    expect(images.map(({ fileName, width, height, problem }) => [fileName, width, height, problem])).toEqual([['deep.png', 8, 8, ''], ['cmyk.jpg', 8, 8, ''], ['old.bmp', 2, 2, '']])
    for (const image of images) expect((await readImageFile(manager, id, image.id, 'web')).mime).toBe('image/jpeg')
    const stretched = await sharp(await buffer((await readImageFile(manager, id, images[0]!.id, 'web')).stream)).stats()
    expect(stretched.channels[0]!.max).toBeGreaterThan(200)
  })

  it('of an archive keep their folders; the same comes in once, another of the same name gets a number', async () => {
    const { manager, id } = await project()
    const [red, blue] = await Promise.all(['#ff0000', '#0000ff'].map((background) => sharp({ create: { width: 9, height: 9, channels: 3, background } }).png().toBuffer()))
    const job = await add(manager, id, 'in.zip', await zipOf({ 'a/1.png': red!, 'b/1.png': blue!, 'notes.txt': 'x', '__MACOSX/a/._1.png': 'x', 'c/broken.jpg': 'not an image' }))
    expect(job).toMatchObject({ state: 'done', report: { added: 3, same: 0, skippedCount: 2 } })
    expect(job.report.skipped.map(({ name }) => name)).toEqual(['notes.txt', 'c/broken.jpg'])
    expect(await add(manager, id, 'a/1.png', fileOf(red!))).toMatchObject({ report: { added: 0, same: 1 } })
    expect(await add(manager, id, 'a/1.png', fileOf(blue!))).toMatchObject({ report: { added: 1, skipped: [{ reason: expect.stringContaining('a/1-2.png') as string }] } })
    const { images } = await listImages(manager, id, {})
    expect(images.map(({ fileName, state }) => [fileName, state])).toEqual([['a/1.png', 'open'], ['b/1.png', 'open'], ['c/broken.jpg', 'broken'], ['a/1-2.png', 'open']])
    const broken = await readTask(manager, images[2]!.task)
    expect(broken.image).toMatchObject({ url: null, problem: 'This is not an image that the studio can read (JPEG, PNG, WebP, GIF, TIFF, BMP or AVIF).' })
  })

  it('are added by managers of this workspace alone', async () => {
    const { manager, id } = await project()
    await expect(addImages(await member(manager), id, { path: fileOf('x'), fileName: 'x.png' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(addImages(await testContext(db), id, { path: fileOf('x'), fileName: 'x.png' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportLabels(await testContext(db), id, { format: 'coco' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(importLabels(await member(manager), id, { path: fileOf('x'), fileName: 'x.csv' }, { format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

/** Of every settled image, its shapes with their labels' names, as the studio has them. */
async function truth(ctx: Context, id: string) {
  const { projectLabels, rows } = await settled(ctx, id)
  return new Map(rows.map((row) => [row.fileName, row.result!.map(({ label, shape }) => ({ label: projectLabels.get(label)!, shape })).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))]))
}

async function settled(ctx: Context, id: string) {
  const { settledImages } = await import('@/db/queries/labeling/export')
  const { listLabels } = await import('@/db/queries/labeling/projects')
  return { projectLabels: new Map((await listLabels(ctx.db, [id])).map((label) => [label.id, label.name])), rows: await settledImages(ctx.db, id, -1, 10_000) }
}

async function throughZip(ctx: Context, from: string, query: ExportQuery, options: ImportOptions) {
  const { stream } = await exportLabels(ctx, from, { ...query, images: '1' })
  const file = path.join(home, `out-${++files}.zip`)
  await pipeline(stream, createWriteStream(file))
  const { id } = await createProject(ctx, { name: `Copy ${files}`, kinds: ['box'] })
  const job = await (await importLabels(ctx, id, { path: file, fileName: 'copy.zip' }, options)).view(120_000)
  expect(job).toMatchObject({ state: 'done', message: '' })
  return { id, job }
}

function near(actual: Awaited<ReturnType<typeof truth>>, expected: Awaited<ReturnType<typeof truth>>): void {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort())
  const sides = (list: { label: string; shape: unknown }[]) => list.map(({ label, shape }) => ({ label, ...(shape as { x: number; y: number; width: number; height: number }) })).sort((a, b) => (['x', 'y', 'width', 'height'] as const).map((side) => Math.round(a[side] * 10) - Math.round(b[side] * 10)).find((order) => order !== 0) ?? 0)
  for (const [name, shapes] of expected) {
    const [mine, theirs] = [sides(actual.get(name)!), sides(shapes)]
    expect(mine.map(({ label }) => label).sort(), name).toEqual(theirs.map(({ label }) => label).sort())
    expect(mine.every((box, index) => (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(box[side] - theirs[index]![side]) < 0.02)), name).toBe(true)
  }
}

describe('labels', () => {
  it('go out and come in again with folders, equal names, negatives, and images turned by EXIF', async () => {
    const { manager, id } = await project()
    const jpeg = await corners(6, 'jpeg')
    await add(manager, id, 'in.zip', await zipOf({ 'a/1.jpg': jpeg, 'b/1.jpg': await corners(1, 'jpeg'), 'a/1.png': await corners(1), 'none.png': await corners(3) }))
    const csv = 'image,label,xmin,ymin,xmax,ymax\na/1.jpg,cell,1,2,30,20\nb/1.jpg,cell,5,5,9,9\na/1.png,"dot, small",2,2,4,4\nnone.png,,,,,\n'
    const job = await (await importLabels(manager, id, { path: fileOf(csv), fileName: 'l.csv' }, { format: 'csv' })).view(60_000)
    expect(job).toMatchObject({ state: 'done', report: { annotations: 3, skippedCount: 0 } })
    const again = await (await importLabels(manager, id, { path: fileOf(csv), fileName: 'l.csv' }, { format: 'csv' })).view(60_000)
    expect(again.report.annotations).toBe(0)
    const before = await truth(manager, id)
    expect(before.get('none.png')).toEqual([])
    for (const format of ['coco', 'yolo', 'voc', 'csv', 'label-studio'] as const) {
      const copy = await throughZip(manager, id, { format }, { format })
      near(await truth(manager, copy.id), before)
    }
    const entries = await unzip((await exportLabels(manager, id, { format: 'coco', images: '1' })).stream)
    const turned = await sharp(entries.get('images/a/1.jpg')).metadata()
    expect([turned.width, turned.height, turned.orientation ?? 1]).toEqual([60, 40, 1])
    expect(JSON.parse(entries.get('manifest.json')!.toString())).toMatchObject({ images: 4, annotations: 3, notLabeledYet: 0, notes: [] })
    const masks = await unzip((await exportLabels(manager, id, { format: 'masks' })).stream)
    const pixels = await sharp(masks.get('objects/b/1.png')).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
    expect(new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.length / 2).reduce((sum, value) => sum + value, 0)).toBe(16)
  })

  it('of whole images go out and come in again as folders', async () => {
    const { manager, id } = await project(['tag'])
    await add(manager, id, 'in.zip', await zipOf({ 'x/1.png': await corners(1), 'y/1.png': await corners(2) }))
    await (await importLabels(manager, id, { path: fileOf('image,label\nx/1.png,cat\ny/1.png,dog\n'), fileName: 'l.csv' }, { format: 'csv' })).view(60_000)
    const copy = await throughZip(manager, id, { format: 'yolo', yolo: 'classify' }, { format: 'yolo', yolo: 'classify' })
    expect(await truth(manager, copy.id)).toEqual(await truth(manager, id))
  })

  it('that come for an image which others have labeled are a further opinion', async () => {
    const { manager, id } = await project()
    await add(manager, id, 'a.png', fileOf(await corners(1)))
    const bring = async (ctx: Context, name: string) => (await importLabels(ctx, id, { path: fileOf(`image,label,xmin,ymin,xmax,ymax\na.png,${name},1,2,3,4\n`), fileName: 'l.csv' }, { format: 'csv' })).view(60_000)
    await bring(manager, 'first')
    const second = await bring(await member(manager, 'author'), 'second')
    expect(second.report).toMatchObject({ annotations: 1, skipped: [{ name: 'a.png', reason: expect.stringContaining('further opinion') as string }] })
    expect([...(await truth(manager, id)).values()].flat().map(({ label }) => label)).toEqual(['first'])
  })

  it('that a bad file holds leave nothing behind but the reason', async () => {
    const { manager, id } = await project()
    await add(manager, id, 'a.png', fileOf(await corners(1)))
    const job = await (await importLabels(manager, id, { path: fileOf('image,label,xmin,ymin,xmax,ymax\na.png,x,1,2,3,4\na.png,x,1,?,3,4\n'), fileName: 'l.csv' }, { format: 'csv' })).view(60_000)
    expect(job).toMatchObject({ state: 'failed', message: 'l.csv, line 3: the box lacks a number.' })
    expect((await claimTask(manager, id)).claim).not.toBeNull()
    expect(await truth(manager, id)).toEqual(new Map())
  })

  it.skipIf(!existsSync(bccd))('of the blood cells come from Pascal VOC with the faulty boxes named, and back from COCO, YOLO and Label Studio equal', { timeout: 300_000 }, async () => {
    const { manager, id } = await project()
    const entries: Record<string, Buffer> = {}
    // Every sixth, and the two files that have a fault.
    const chosen = (name: string, index: number) => index % 6 === 0 || /_00(338|343)\./.test(name)
    for (const folder of ['Annotations', 'JPEGImages']) for (const name of readdirSync(path.join(bccd, folder)).sort().filter(chosen)) entries[`BCCD/${folder}/${name}`] = readFileSync(path.join(bccd, folder, name))
    const job = await (await importLabels(manager, id, { path: await zipOf(entries), fileName: 'bccd.zip' }, { format: 'voc' })).view(200_000)
    expect(job).toMatchObject({ state: 'done', report: { added: 63, skippedCount: 2 } })
    expect(job.report.skipped.map(({ name }) => name)).toEqual(['BCCD/Annotations/BloodImage_00338.xml, object 13 (RBC)', 'BCCD/Annotations/BloodImage_00343.xml, object 4 (RBC)'])
    const inFiles = Object.entries(entries).reduce((sum, [name, bytes]) => sum + (name.endsWith('.xml') ? (bytes.toString().match(/<object>/g)?.length ?? 0) : 0), 0)
    expect(job.report.annotations).toBe(inFiles - 2)
    const before = await truth(manager, id)
    expect(before.size).toBe(63)
    for (const format of ['coco', 'yolo', 'label-studio'] as const) {
      const copy = await throughZip(manager, id, { format }, { format })
      near(await truth(manager, copy.id), before)
    }
  })
})
