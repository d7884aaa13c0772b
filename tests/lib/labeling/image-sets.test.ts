import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import yazl from 'yazl'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { listImages } from '@/lib/labeling/read-images'
import { listProjects, readProject } from '@/lib/labeling/read-project'
import { startSet } from '@/lib/labeling/gallery/start-project'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testArtifacts } from '../queue/support'
import { member } from './support'

testArtifacts()
const { db } = await testDatabase()

/** The set's own files where they are at hand; else two pictures and a Pascal VOC file of the same layout. */
const real = path.resolve(import.meta.dirname, '../../../../shared/data/bccd')
const root = 'BCCD_Dataset-master'
let archive: Buffer
let server: Server
let answer: 'archive' | 'gone' | 'page' = 'archive'
const asked: string[] = []

const voc = (name: string) => `<annotation><filename>${name}.jpg</filename><size><width>640</width><height>480</height><depth>3</depth></size><object><name>RBC</name><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>110</xmax><ymax>120</ymax></bndbox></object><object><name>WBC</name><bndbox><xmin>200</xmin><ymin>100</ymin><xmax>420</xmax><ymax>330</ymax></bndbox></object></annotation>`

async function pack(): Promise<{ archive: Buffer; images: string[] }> {
  const zip = new yazl.ZipFile()
  const names = existsSync(real) ? readdirSync(path.join(real, 'JPEGImages')).slice(0, 6).map((name) => name.replace('.jpg', '')) : ['BloodImage_00000', 'BloodImage_00001']
  zip.addBuffer(Buffer.from('MIT License'), `${root}/LICENSE`)
  const plain = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#d8b4c4' } }).jpeg().toBuffer()
  // A picture that is none of the set's.
  zip.addBuffer(plain, `${root}/example.jpg`)
  for (const name of names) {
    zip.addBuffer(existsSync(real) ? readFileSync(path.join(real, 'JPEGImages', `${name}.jpg`)) : await sharp(plain).tint({ r: names.indexOf(name) * 90, g: 90, b: 90 }).jpeg().toBuffer(), `${root}/BCCD/JPEGImages/${name}.jpg`)
    zip.addBuffer(existsSync(real) ? readFileSync(path.join(real, 'Annotations', `${name}.xml`)) : Buffer.from(voc(name)), `${root}/BCCD/Annotations/${name}.xml`)
  }
  zip.end()
  return { archive: await buffer(zip.outputStream), images: names.map((name) => `${name}.jpg`) }
}

let images: string[]
beforeAll(async () => {
  ;({ archive, images } = await pack())
  server = createServer((request, response) => {
    asked.push(request.url!)
    if (answer === 'gone') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': answer === 'page' ? 'text/html' : 'application/zip' }).end(answer === 'page' ? '<html>Sign in to this network</html>' : archive)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
afterEach(() => {
  vi.unstubAllEnvs()
  answer = 'archive'
})

function mirror(port = (server.address() as AddressInfo).port): void {
  vi.stubEnv('ATELIER_GALLERY_MIRROR', `http://127.0.0.1:${port}/mirror/`)
  vi.stubEnv('ATELIER_ALLOW_PRIVATE_URLS', '1')
}

it('makes a box project of what lies at the public address, for people to label', { timeout: 120_000 }, async () => {
  mirror()
  const ctx = await testContext(db)
  const { project, job } = await startSet(ctx, { set: 'bccd' }, 90_000)
  expect(asked.at(-1)).toBe('/mirror/codeload.github.com/Shenggan/BCCD_Dataset/zip/refs/heads/master')
  expect(job).toMatchObject({ state: 'done', report: { added: images.length, annotations: 0, skippedCount: 0 } })
  expect(project).toMatchObject({ name: 'Blood cells', kinds: ['box'], instructions: expect.stringContaining('under the MIT licence') })
  expect((await listImages(ctx, project.id, {})).images.map(({ fileName }) => fileName).sort()).toEqual([...images].sort())
  expect((await readProject(ctx, project.id)).counts).toMatchObject({ images: images.length, open: images.length, done: 0, broken: 0 })
})

it('takes its boxes in as well where that is wanted, under a name that is free', { timeout: 120_000 }, async () => {
  mirror()
  const ctx = await testContext(db)
  await startSet(ctx, { set: 'bccd' }, 90_000)
  const { project, job } = await startSet(ctx, { set: 'bccd', boxes: true }, 90_000)
  expect(project.name).toBe('Blood cells 2')
  expect(job.state).toBe('done')
  const objects = existsSync(real) ? images.reduce((sum, name) => sum + readFileSync(path.join(real, 'Annotations', name.replace('.jpg', '.xml')), 'utf8').split('<object>').length - 1, 0) : 4
  expect(job.report.annotations + job.report.skippedCount).toBe(objects)
  expect((await readProject(ctx, project.id)).counts).toMatchObject({ images: images.length, done: images.length })
})

it('makes no project where the address cannot be reached, and says what to do', { timeout: 120_000 }, async () => {
  const ctx = await testContext(db)
  mirror(1)
  await expect(startSet(ctx, { set: 'bccd' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/this studio fetches it from https:\/\/github\.com.*could not be reached: the server refused the connection\. Where the studio has no way out, download the archive elsewhere/) })
  mirror()
  answer = 'gone'
  await expect(startSet(ctx, { set: 'bccd' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('answered 404 (not found)') })
  expect(await listProjects(ctx)).toEqual([])
  await expect(startSet(ctx, { set: 'none' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(startSet(await member(ctx), { set: 'bccd' })).rejects.toMatchObject({ code: 'forbidden' })
  answer = 'page'
  expect((await startSet(ctx, { set: 'bccd' }, 60_000)).job).toMatchObject({ state: 'failed', message: expect.stringContaining('zip archive cannot be read') })
})
