import * as z from 'zod/mini'
import type { ReadStream } from 'node:fs'
import { statSync } from 'node:fs'
import { findImage } from '@/db/queries/labeling/images'
import { listImages as query, type ListedImage } from '@/db/queries/labeling/list-images'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { hideFrom } from './person'
import { requireProject } from './read-project'
import type { ImagePage, ListedImageView } from './schema'
import { imageView } from './views'

const choice = <T extends string>(values: readonly T[]) => z.optional(z.catch(z.optional(z.enum(values as [T, ...T[]])), undefined))

export const ImageFilter = z.object({
  state: choice(['open', 'review', 'done', 'broken']),
  mark: choice(['skipped', 'flagged', 'held', 'gold', 'assigned']),
  search: z.optional(z.string().check(z.maxLength(200))),
  label: z.optional(z.string().check(z.maxLength(64))),
})

/** Filters as they stand in the address. */
export const ImageQuery = z.extend(ImageFilter, {
  page: z._default(z.catch(z.coerce.number().check(z.int(), z.gte(1)), 1), 1),
  size: z._default(z.catch(z.coerce.number().check(z.int(), z.gte(1), z.lte(500)), 60), 60),
})
export type ImageQuery = z.input<typeof ImageQuery>

/** A page of a project's images in the order in which they came. */
export async function listImages(ctx: Context, projectId: string, input: ImageQuery): Promise<ImagePage> {
  authorize(ctx, 'labeling.read')
  const { page, size, ...filter } = parse(ImageQuery, input)
  const project = await requireProject(ctx, projectId)
  const from = hideFrom(ctx)
  const { rows, total } = await query(ctx.db, project.id, { ...filter, hideFrom: from }, { limit: size, offset: (page - 1) * size })
  const images = rows.map(({ own, ...row }) => listedView(row.gold && from ? asIfOwn(row, own) : row))
  return { images, total }
}

type Row = Omit<ListedImage, 'own'>

/** An image whose answer is known looks to a labeler like any other that they have labeled or not. */
function asIfOwn(row: Row, own: ListedImage['own']): Row {
  const labels = [...new Set(own?.map(({ label }) => label))]
  return { ...row, gold: false, labels, shapes: own?.length ?? null, people: [], heldBy: [], task: { ...row.task, submitted: own ? row.task.required : 0, doneAt: null } }
}

function listedView({ image, task, ...rest }: Row): ListedImageView {
  return { ...imageView(image), ...rest, task: task.id, state: task.state, priority: task.priority, required: task.required, submitted: task.submitted, doneAt: task.doneAt?.toISOString() ?? null }
}

/** `web`: upright and fit for a browser. `thumb`: at most 256 pixels a side. `original`: the file as it came. */
export const ImageKind = z._default(z.catch(z.enum(['web', 'thumb', 'original']), 'web'), 'web')

/** The bytes of an image. @throws AppError `not_found` */
export async function readImageFile(ctx: Context, projectId: string, imageId: string, as: z.infer<typeof ImageKind>): Promise<{ stream: ReadStream; size: number; mime: string; digest: string; fileName: string }> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  const image = /^[0-9a-f-]{36}$/i.test(imageId) ? await findImage(ctx.db, project.id, imageId) : undefined
  if (!image) throw new AppError('not_found', 'This image is not in the project.')
  if (as !== 'original' && image.problem) throw new AppError('not_found', image.problem)
  const derived = as === 'thumb' ? image.thumbDigest : as === 'web' ? image.webDigest : null
  const digest = derived ?? image.digest
  const mime = derived === null ? image.mime : as === 'thumb' ? 'image/webp' : image.webMime!
  const store = artifactStore()
  const stream = store.read(digest)
  return { stream, size: statSync(store.path(digest)).size, mime, digest, fileName: image.fileName }
}
