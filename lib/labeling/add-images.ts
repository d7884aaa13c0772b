import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { findImageByName, insertImage } from '@/db/queries/labeling/images'
import { recordActivity } from '@/lib/activity/record'
import { artifactStore, writeHashed, type Blob } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { imageName, readImage } from './image-file'
import { personOf } from './person'
import { requireProject } from './read-project'
import { startJob, type Progress, type StartedJob } from './run-job'
import { countZipEntries, zipEntries } from './zip-entries'

/** Bytes that one image may have. */
const largestImage = 1024 ** 3

export interface IncomingFile {
  path: string
  /** With its folder, where it comes from one. */
  fileName: string
}

/** Adds an image, or every image of a zip archive, to a project. The file is gone afterwards. @throws AppError `not_found`, `conflict` */
export async function addImages(ctx: Context, projectId: string, file: IncomingFile): Promise<StartedJob> {
  authorize(ctx, 'labeling.manage')
  const project = await requireProject(ctx, projectId)
  if (project.state === 'archived') throw new AppError('conflict', 'This project is archived. Take it out of the archive first.')
  return startJob(ctx, { projectId: project.id, kind: 'images', fileName: file.fileName }, async (progress) => {
    try {
      const into = { ctx, projectId: project.id, progress }
      if (/\.zip$/i.test(file.fileName)) await addArchive(into, file.path)
      else await addOne(into, file)
      if (/\.zip$/i.test(file.fileName)) await recordActivity(ctx, { action: 'labeling.images_added', object: { kind: 'labeling', id: project.id, name: project.name }, details: { file: file.fileName } })
    } finally {
      await rm(file.path, { force: true })
    }
  })
}

interface Into {
  ctx: Context
  projectId: string
  progress: Progress
}

async function addOne(into: Into, file: IncomingFile): Promise<void> {
  into.progress.total(1)
  const blob = await artifactStore().adopt(file.path)
  await addImage(into, blob, safeName(file.fileName))
  into.progress.done()
}

/** Adds every image of a zip archive, each in the folder `under` (`clip/`). @throws AppError `invalid` where there is none */
export async function addArchive(into: Into, archive: string, under = ''): Promise<void> {
  into.progress.total(await countZipEntries(archive))
  let images = 0
  for await (const entry of zipEntries(archive)) {
    if (imageName.test(entry.name)) {
      images++
      await addStream(into, `${under}${entry.name}`, entry.size, () => entry.open())
    } else into.progress.skip(entry.name, 'Not an image by its name.')
    into.progress.done()
  }
  if (images === 0) throw new AppError('invalid', 'There is no image in this archive (JPEG, PNG, WebP, GIF, TIFF, BMP or AVIF).')
}

/** Adds one image from a stream of `size` bytes; its id, or null where it was left out. */
export async function addStream(into: Into, name: string, size: number, open: () => Promise<Readable>): Promise<{ id: string; fileName: string } | null> {
  if (size > largestImage) {
    into.progress.skip(name, 'Larger than 1 GB.')
    return null
  }
  const store = artifactStore()
  const file = store.temporary()
  try {
    const blob = await writeHashed(await open(), file, largestImage)
    return await addImage(into, await store.adopt(file, blob), safeName(name))
  } finally {
    await rm(file, { force: true })
  }
}

/** Where the project has the name with other bytes, the image gets a number, so that neither takes the other's place. */
async function addImage({ ctx, projectId, progress }: Into, blob: Blob, fileName: string): Promise<{ id: string; fileName: string } | null> {
  const createdBy = personOf(ctx, 'labeling.manage')
  const known = await findImageByName(ctx.db, projectId, fileName)
  if (known?.digest === blob.digest) {
    progress.same()
    return { id: known.id, fileName }
  }
  const { web, thumb, ...facts } = await readImage(artifactStore().path(blob.digest))
  const blobs = [blob, ...(web ? [web] : []), ...(thumb ? [thumb] : [])].map(({ digest, size }) => ({ digest, size }))
  const image = { projectId, digest: blob.digest, size: blob.size, ...facts, webDigest: web?.digest ?? null, webMime: web?.mime ?? null, thumbDigest: thumb?.digest ?? null, createdBy }
  for (let number = 1; number <= 1_000; number++) {
    const name = numbered(fileName, number)
    const row = await ctx.db.transaction((tx) => insertImage(tx, { ...image, fileName: name }, blobs))
    if (row) {
      progress.added()
      if (facts.problem) progress.skip(name, facts.problem)
      else if (number > 1) progress.skip(fileName, `Another image has this name, so it is called “${name}”.`)
      return { id: row.id, fileName: name }
    }
    const other = await findImageByName(ctx.db, projectId, name)
    if (other?.digest === blob.digest) {
      progress.same()
      return { id: other.id, fileName: name }
    }
  }
  progress.skip(fileName, 'A thousand images have this name already.')
  return null
}

function numbered(fileName: string, number: number): string {
  if (number === 1) return fileName
  const { dir, name, ext } = path.posix.parse(fileName)
  return path.posix.join(dir, `${name}-${number}${ext}`)
}

/** A relative path with `/` between its parts and nothing that leads outside. */
export function safeName(fileName: string): string {
  const parts = fileName.normalize('NFC').replaceAll('\\', '/').replaceAll('\u0000', '').split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.join('/').slice(-500) || 'image'
}
