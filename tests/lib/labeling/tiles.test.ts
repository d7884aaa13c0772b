import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { addImages } from '@/lib/labeling/add-images'
import { createProject } from '@/lib/labeling/create-project'
import { readTile } from '@/lib/labeling/image-tiles'
import { listImages } from '@/lib/labeling/read-images'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from '../data/support'

const home = await testStudio()
const { db } = await testDatabase()

it('an image beyond what a browser holds comes in upright pieces at full size, cut once for all who ask', { timeout: 120_000 }, async () => {
  const manager = await testContext(db)
  const { id } = await createProject(manager, { name: 'Large', kinds: ['box'] })
  // 9,000 × 40 once upright: black, and white from 8,990 on. In the file it stands on its side.
  const upright = await sharp({ create: { width: 9_000, height: 40, channels: 3, background: '#000' } }).composite([{ input: { create: { width: 10, height: 40, channels: 3, background: '#fff' } }, left: 8_990, top: 0 }]).png().toBuffer()
  const file = path.join(home, 'large.png')
  writeFileSync(file, await sharp(await sharp(upright).rotate(270).toBuffer()).withMetadata({ orientation: 6 }).png().toBuffer())
  await (await addImages(manager, id, { path: file, fileName: 'large.png' })).view(60_000)
  const [image] = (await listImages(manager, id, {})).images
  expect(image).toMatchObject({ width: 9_000, height: 40, problem: '', tiles: `/api/v1/labeling/projects/${id}/images/${image!.id}/tiles` })
  const [first, last] = await Promise.all([readTile(manager, id, image!.id, { x: 0, y: 0 }), readTile(manager, id, image!.id, { x: 8, y: 0 })])
  expect((await sharp(await buffer(first.stream)).metadata()).width).toBe(1_024)
  const { data, info } = await sharp(await buffer(last.stream)).raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([1_024, 1_024])
  const red = (x: number) => Math.round(data[(20 * info.width + x) * info.channels]! / 255)
  // Sharp to the pixel, where the smaller picture could not be.
  expect([red(8_988 - 8_192), red(8_992 - 8_192)]).toEqual([0, 1])
  for (const at of [{ x: 9, y: 0 }, { x: 0, y: 1 }, { x: -1, y: 0 }, { x: Number.NaN, y: 0 }]) await expect(readTile(manager, id, image!.id, at)).rejects.toMatchObject({ code: 'not_found' })
  await expect(readTile(await testContext(db), id, image!.id, { x: 0, y: 0 })).rejects.toMatchObject({ code: 'not_found' })
})
