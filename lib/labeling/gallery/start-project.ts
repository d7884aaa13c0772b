import * as z from 'zod/mini'
import { rm } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { artifactStore, writeHashed } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { fetchUrl, type Fetched } from '@/lib/data/fetch-url'
import { AppError, isAppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { addStream } from '../add-images'
import { createProject } from '../create-project'
import type { TextFile } from '../formats/format'
import { imageName } from '../image-file'
import { keepRead } from '../import-labels'
import { startJob, type Progress } from '../run-job'
import type { JobView, ProjectView } from '../schema'
import { countZipEntries, zipEntries } from '../zip-entries'
import { imageSets, type ImageSet } from './sets'

export const StartSetInput = z.object({
  set: z.string(),
  /** Whether the boxes that come with the set count as finished; without them people draw their own. */
  boxes: z._default(z.boolean(), false),
})
export type StartSetInput = z.input<typeof StartSetInput>

/** Bytes that an archive may have. */
const largest = 512 * 1024 ** 2

/**
 * Makes a labeling project of an open image set, fetched from its public address by this studio. Where that cannot be reached no
 * project is made. @throws AppError `not_found`, `invalid` with what stands in the way
 */
export async function startSet(ctx: Context, input: StartSetInput, waitMs = 25_000): Promise<{ project: ProjectView; job: JobView }> {
  authorize(ctx, 'labeling.manage')
  const { set: id, boxes } = parse(StartSetInput, input)
  const set = imageSets.find((candidate) => candidate.id === id)
  if (!set) throw new AppError('not_found', `There is no image set “${id}” in the gallery.`)
  const fetched = await reach(set)
  const project = await firstFree(ctx, set)
  const job = await startJob(ctx, { projectId: project.id, kind: boxes ? 'import' : 'images', fileName: set.title }, (progress) => takeIn({ ctx, project, progress }, set, fetched, boxes))
  return { project, job: await job.view(waitMs) }
}

/** Where a site keeps copies of what lies on the internet: `https://host/a` is then fetched from `<mirror>/host/a`. */
const mirrored = (address: string): string => {
  const mirror = process.env.ATELIER_GALLERY_MIRROR
  return mirror ? `${mirror.replace(/\/$/, '')}/${address.replace(/^https:\/\//, '')}` : address
}

async function reach(set: ImageSet): Promise<Fetched> {
  try {
    return await fetchUrl(mirrored(set.url), AbortSignal.timeout(10 * 60_000))
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new AppError('invalid', `“${set.title}” does not come with Atelier; this studio fetches it from ${set.source.url}. ${error.message} Where the studio has no way out, download the archive elsewhere, make a project with boxes, and add the archive’s images there.`, undefined, { cause: error })
  }
}

/** The project, under the set's title or that with a number. */
async function firstFree(ctx: Context, set: ImageSet): Promise<ProjectView> {
  const input = { kinds: ['box' as const], instructions: set.instructions, labels: set.names.map((name) => ({ name })) }
  for (let number = 1; ; number++) {
    try {
      return await createProject(ctx, { ...input, name: number === 1 ? set.title : `${set.title} ${number}` })
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict' || number >= 100) throw error
    }
  }
}

async function takeIn(into: { ctx: Context; project: ProjectView; progress: Progress }, set: ImageSet, fetched: Fetched, boxes: boolean): Promise<void> {
  const { ctx, project, progress } = into
  const file = artifactStore().temporary('.zip')
  const texts: TextFile[] = []
  try {
    await writeHashed(fetched.body, file, largest)
    progress.total(await countZipEntries(file))
    let images = 0
    for await (const entry of zipEntries(file)) {
      const name = entry.name.split(new RegExp(set.images)).at(-1)!
      if (name !== entry.name && imageName.test(name)) {
        images++
        await addStream({ ctx, projectId: project.id, progress }, name, entry.size, () => entry.open())
      } else if (boxes && new RegExp(set.labels).test(entry.name) && entry.name.endsWith('.xml')) texts.push({ name: entry.name, text: await text(await entry.open()) })
      progress.done()
    }
    if (images === 0) throw new AppError('invalid', `What ${new URL(fetched.url).host} sent has no images in it. Look at ${set.source.url} for where the set lies now.`)
    if (boxes) await keepRead(ctx, project.id, texts, new Map(), { format: 'voc', yolo: 'detect', normalised: false }, progress)
  } finally {
    await rm(file, { force: true })
  }
}
