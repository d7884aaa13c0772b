import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, type ReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import { findImage } from '@/db/queries/labeling/images'
import { artifactRoot, artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { uprightImage } from './image-file'
import { requireProject } from './read-project'
import { tileSize } from './tile-size'

/** Images whose tiles are kept; those not looked at for the longest are cut anew when somebody does. */
const mostKept = 50

const root = () => path.join(artifactRoot(), 'tiles')
const cutting = new Map<string, Promise<string>>()

/**
 * A piece of an image at its full size, as JPEG: column `x`, row `y`, counted from 0. The image is cut when somebody first looks
 * closely. @throws AppError `not_found`
 */
export async function readTile(ctx: Context, projectId: string, imageId: string, at: { x: number; y: number }): Promise<{ stream: ReadStream; size: number; etag: string }> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  const image = /^[0-9a-f-]{36}$/i.test(imageId) ? await findImage(ctx.db, project.id, imageId) : undefined
  if (!image || image.problem) throw new AppError('not_found', 'This image is not in the project.')
  const inside = Number.isInteger(at.x) && Number.isInteger(at.y) && at.x >= 0 && at.y >= 0 && at.x * tileSize < image.width && at.y * tileSize < image.height
  if (!inside) throw new AppError('not_found', 'The image does not reach so far.')
  const file = path.join(await tilesOf(image.digest), '0', String(at.y), `${at.x}.jpg`)
  const { size } = await stat(file)
  return { stream: createReadStream(file), size, etag: `${image.digest}-${at.x}-${at.y}` }
}

/** The folder with an image's tiles. Those who ask at once wait for the same cut. */
async function tilesOf(digest: string): Promise<string> {
  const folder = path.join(root(), digest)
  if (existsSync(folder)) {
    await utimes(folder, new Date(), new Date()).catch(() => undefined)
    return folder
  }
  const running = cutting.get(digest)
  if (running) return running
  const cut = cutTiles(digest, folder).finally(() => cutting.delete(digest))
  cutting.set(digest, cut)
  return cut
}

async function cutTiles(digest: string, folder: string): Promise<string> {
  await mkdir(root(), { recursive: true })
  await forgetOldest()
  const making = path.join(root(), `making-${randomUUID()}`)
  try {
    const image = await uprightImage(artifactStore().path(digest))
    await image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).tile({ size: tileSize, layout: 'google', depth: 'one', skipBlanks: -1 }).toFile(making)
    await rename(making, folder).catch((error: unknown) => {
      // Another studio that shares the folder was first.
      if (!existsSync(folder)) throw error
    })
    return folder
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function forgetOldest(): Promise<void> {
  const names = await readdir(root())
  if (names.length < mostKept) return
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(path.join(root(), name)).catch(() => null))?.mtimeMs ?? 0 })))
  for (const { name } of dated.sort((a, b) => a.at - b.at).slice(0, names.length - mostKept + 1)) await rm(path.join(root(), name), { recursive: true, force: true })
}
