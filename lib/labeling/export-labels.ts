import * as z from 'zod/mini'
import type { Readable } from 'node:stream'
import sharp from 'sharp'
import { countTasks } from '@/db/queries/labeling/counts'
import { settledImages, type SettledImage } from '@/db/queries/labeling/export'
import { listLabels, type LabelRow } from '@/db/queries/labeling/projects'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { Archive } from './formats/archive'
import { formats, yoloKinds, type FormatLabel, type LabeledImage } from './formats/format'
import { writerOf, type Writer } from './formats/write'
import { requireProject } from './read-project'
import type { Annotation } from './shapes'

export const ExportQuery = z.object({
  format: z.enum(formats, 'Choose coco, yolo, voc, csv, label-studio or masks'),
  yolo: z._default(z.enum(yoloKinds), 'detect'),
  /** `1` puts the images in, upright. */
  images: z._default(z.enum(['0', '1']), '0'),
})
export type ExportQuery = z.input<typeof ExportQuery>

/** Images read from the database at once. */
const page = 200

/**
 * The settled labels of a project as a zip archive, made while it is received: memory stays flat whatever the size. Its
 * manifest.json counts what is in it, and names whatever the format could not hold, with the reason.
 */
export async function exportLabels(ctx: Context, projectId: string, input: ExportQuery): Promise<{ stream: Readable; fileName: string }> {
  authorize(ctx, 'labeling.read')
  const query = parse(ExportQuery, input)
  const project = await requireProject(ctx, projectId)
  const archive = new Archive()
  void produce(ctx, project, query, archive).catch((error: unknown) => {
    if (!archive.stream.destroyed) archive.stream.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return { stream: archive.stream, fileName: `${project.name.replace(/[^\p{L}\p{N} ._-]+/gu, '-')} ${query.format}.zip` }
}

async function produce(ctx: Context, project: { id: string; name: string }, query: z.output<typeof ExportQuery>, archive: Archive): Promise<void> {
  const resolve = labelsOf(await listLabels(ctx.db, [project.id]))
  const notes = new Map<string, { name: string; reason: string; times: number }>()
  const note = (name: string, reason: string) => {
    const key = `${name}\n${reason}`
    const known = notes.get(key)
    if (known) known.times++
    else notes.set(key, { name, reason, times: 1 })
  }
  const renamed: { from: string; to: string }[] = []
  let [images, annotations, byModel, current] = [0, 0, 0, undefined as SettledImage | undefined]
  const addImage = async (_: LabeledImage, name: string) => {
    if (query.images === '1' || (query.format === 'yolo' && query.yolo === 'classify')) await addUpright(archive, name, current!)
  }
  const writer: Writer = writerOf(query.format, { archive, labels: resolve.labels, note, yolo: query.yolo, renamed, addImage })
  for await (const row of allSettled(ctx, project.id)) {
    current = row
    const kept = row.result!.flatMap((annotation) => {
      const label = resolve.label(annotation.label)
      if (label) return [{ ...annotation, label }]
      note(row.fileName, 'A shape has a label that was deleted.')
      return []
    })
    images++
    annotations += kept.length
    if (kept.some(({ source }) => source.by === 'model')) {
      byModel++
      if (!tellsWho.has(query.format)) note(row.fileName, 'A model gave the label, and no person has looked at it.')
    }
    await writer.image({ fileName: row.fileName, width: row.width, height: row.height, annotations: kept, people: row.people })
  }
  await writer.end()
  const counts = (await countTasks(ctx.db, ctx.workspace.id, { project: project.id }))(project.id)
  const manifest = { project: project.name, format: query.format, ...(query.format === 'yolo' && { yolo: query.yolo }), exportedAt: new Date().toISOString(), images, annotations, byModel, notLabeledYet: counts.open, broken: counts.broken, renamed, notes: [...notes.values()] }
  await archive.add('manifest.json', `${JSON.stringify(manifest, null, 1)}\n`)
  archive.end()
}

/** Formats that say of each label whether people or a model gave it. */
const tellsWho: ReadonlySet<string> = new Set(['csv', 'label-studio'])

async function* allSettled(ctx: Context, projectId: string): AsyncGenerator<SettledImage> {
  for (let after = -1; ; ) {
    const rows = await settledImages(ctx.db, projectId, after, page)
    yield* rows
    if (rows.length < page) return
    after = rows.at(-1)!.position
  }
}

/** The labels in use, in the project's order, and which of them a shape's label is now. */
export function labelsOf(rows: LabelRow[]): { labels: FormatLabel[]; label(id: Annotation['label']): string | null } {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const final = (id: string): LabelRow | undefined => {
    let row = byId.get(id)
    for (let steps = 0; row?.mergedInto && steps < rows.length; steps++) row = byId.get(row.mergedInto)
    return row
  }
  const used = rows.filter((row) => row.deletedAt === null && row.mergedInto === null)
  return {
    labels: used.map(({ id, name, colour, parentId, skeleton }) => ({ id, name, colour, parent: parentId ? (final(parentId)?.name ?? null) : null, skeleton })),
    label(id) {
      const row = final(id)
      return row && row.deletedAt === null ? row.id : null
    },
  }
}

/** The image with its pixels turned upright, so that no reader has to know of EXIF; as it came where it is upright already. */
async function addUpright(archive: Archive, name: string, row: SettledImage): Promise<void> {
  const file = artifactStore().path(row.digest)
  if (row.orientation === 1) return archive.addFile(name, file)
  const image = sharp(file).autoOrient().keepIccProfile()
  await archive.add(name, await (row.mime === 'image/jpeg' ? image.jpeg({ quality: 95 }) : image).toBuffer(), false)
}
