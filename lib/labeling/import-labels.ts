import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { rm } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { imageNames } from '@/db/queries/labeling/images'
import { insertLabels, listLabels, type ProjectRow } from '@/db/queries/labeling/projects'
import { appendOperations, draftAnnotations, lockDraft, touchDraft } from '@/db/queries/labeling/drafts'
import { findSubmission, lockTask, putSubmission } from '@/db/queries/labeling/tasks'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { addStream, safeName, type IncomingFile } from './add-images'
import { newLabel } from './create-project'
import { yoloKinds, type ReadImage, type ReadLabels, type TextFile } from './formats/format'
import { importFormats, readLabels } from './formats/read'
import { matchNames } from './formats/match-names'
import { imageName } from './image-file'
import { personOf } from './person'
import { requireProject } from './read-project'
import { startJob, type Progress, type StartedJob } from './run-job'
import { settleTask } from './settle-task'
import { zipEntries } from './zip-entries'

export const ImportOptions = z.object({
  format: z.enum(importFormats, 'Choose coco, yolo, voc, csv or label-studio'),
  yolo: z._default(z.enum(yoloKinds), 'detect'),
  /** COCO with shares of the image, 0 to 1, for pixels. */
  normalised: z._default(z.boolean(), false),
})
export type ImportOptions = z.input<typeof ImportOptions>

/** Bytes of text that one import may have. */
const mostText = 1024 ** 3

/**
 * Takes labels in from a file, or from an archive that may bring its images too. They count as finished by the person who imports
 * them; labels that the project lacks are made. Importing the same file again changes nothing. @throws AppError `not_found`
 */
export async function importLabels(ctx: Context, projectId: string, file: IncomingFile, input: ImportOptions): Promise<StartedJob> {
  authorize(ctx, 'labeling.manage')
  const options = parse(ImportOptions, input)
  const project = await requireProject(ctx, projectId)
  return startJob(ctx, { projectId: project.id, kind: 'import', fileName: file.fileName }, async (progress) => {
    try {
      const folders = options.format === 'yolo' && options.yolo === 'classify'
      const { texts, renamed, classified } = await takeIn({ ctx, projectId: project.id, progress }, file, folders)
      await keepRead(ctx, project.id, texts, renamed, options, progress, folders ? classified : undefined)
      await recordActivity(ctx, { action: 'labeling.imported', object: { kind: 'labeling', id: project.id, name: project.name }, details: { file: file.fileName, format: options.format } })
    } finally {
      await rm(file.path, { force: true })
    }
  })
}

/** Keeps what texts of a format (or `given` labels) say of the project's images. */
export async function keepRead(ctx: Context, projectId: string, texts: TextFile[], renamed: Map<string, string>, options: z.output<typeof ImportOptions>, progress: Progress, given?: ReadLabels): Promise<void> {
  const project = await requireProject(ctx, projectId)
  const names = await imageNames(ctx.db, project.id)
  const match = matchNames(names.map(({ fileName }) => fileName), renamed)
  const byName = new Map(names.map((image) => [image.fileName, image]))
  const sizeOf = (name: string) => byName.get(match(name) ?? '')
  const read = given ?? readLabels(texts, { ...options, images: names.map(({ fileName }) => fileName), renamed, sizeOf, note: (name, reason) => progress.skip(name, reason) })
  const labels = await ensureLabels(ctx, project, read)
  progress.total(read.images.length)
  for (const image of read.images) {
    const found = sizeOf(image.fileName)
    if (!found) progress.skip(image.fileName, 'There is no such image in the project or the archive.')
    else if (found.problem) progress.skip(image.fileName, found.problem)
    else progress.annotations(await keepLabels(ctx, project, found.taskId, image, labels, progress))
    progress.done()
  }
}

/** The texts of the file; images of an archive go into the project at once. */
async function takeIn(into: { ctx: Context; projectId: string; progress: Progress }, file: IncomingFile, folders: boolean): Promise<{ texts: TextFile[]; renamed: Map<string, string>; classified: ReadLabels }> {
  const classified: ReadLabels = { images: [], labels: [] }
  if (!/\.zip$/i.test(file.fileName) && folders) throw new AppError('invalid', 'Labels by folder come as a zip archive: one folder for each label, with its images.')
  if (!/\.zip$/i.test(file.fileName)) return { texts: [{ name: file.fileName, text: await readFile(file.path, 'utf8') }], renamed: new Map(), classified }
  const texts: TextFile[] = []
  let bytes = 0
  for await (const entry of zipEntries(file.path)) {
    if (/\.(json|jsonl|xml|txt|csv|ya?ml)$/i.test(entry.name)) {
      bytes += entry.size
      if (bytes > mostText) throw new AppError('too_large', 'The archive holds more than 1 GB of labels. Split it.')
      texts.push({ name: entry.name, text: await textOf(await entry.open()) })
    }
  }
  const manifest = texts.find(({ name }) => /(^|\/)manifest\.json$/.test(name))
  const renamed = new Map<string, string>()
  const listed = manifest && z.safeParse(z.object({ renamed: z.array(z.object({ from: z.string(), to: z.string() })) }), json(manifest.text))
  if (listed?.success) for (const { from, to } of listed.data.renamed) renamed.set(to, from)
  for await (const entry of zipEntries(file.path)) {
    if (!imageName.test(entry.name) || /(^|\/)(classes|objects|SegmentationClass|SegmentationObject)\//.test(entry.name)) continue
    const inside = safeName(entry.name).replace(/^(.*\/)?(images|JPEGImages)\//, '')
    const [label, rest] = folders ? split(inside) : ['', inside]
    if (rest === '') {
      into.progress.skip(entry.name, 'It lies in no folder, so it has no label.')
      continue
    }
    const added = await addStream(into, renamed.get(rest) ?? rest, entry.size, () => entry.open())
    if (folders && added) {
      classified.images.push({ fileName: added.fileName, shapes: [{ label, shape: { kind: 'tag' }, attributes: {} }] })
      if (!classified.labels.some(({ name }) => name === label)) classified.labels.push({ name: label, skeleton: null })
    }
  }
  return { texts: texts.filter((text) => text !== manifest), renamed, classified }
}

/** The label's folder, and the path within it. Folders that split the images for training say nothing of their label. */
function split(name: string): [label: string, rest: string] {
  const [label = '', ...rest] = name.replace(/^(train|val|valid|test)\//, '').split('/')
  return [label, rest.join('/')]
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Each label's id by its name; those that the project lacks are added after the others. */
async function ensureLabels(ctx: Context, project: ProjectRow, read: ReadLabels): Promise<Map<string, string>> {
  const known = (await listLabels(ctx.db, [project.id])).filter((label) => label.deletedAt === null)
  const ids = new Map(known.map((label) => [label.name, label.id]))
  const missing = read.labels.filter(({ name }, index, all) => !ids.has(name) && all.findIndex((other) => other.name === name) === index)
  const taken = new Set(known.map(({ key }) => key))
  const rows = missing.map(({ name, skeleton }, index) => newLabel(project.id, { name: name.slice(0, 100), skeleton }, known.length + index)).map((row) => (taken.has(row.key) ? { ...row, key: '' } : row))
  const made = await insertLabels(ctx.db, rows)
  made.forEach((label, index) => ids.set(missing[index]!.name, label.id))
  return ids
}

/** Adds the shapes to this person's draft and submits it. The ids follow from the shapes, so that the same file adds them once. */
async function keepLabels(ctx: Context, project: ProjectRow, taskId: string, image: ReadImage, labels: Map<string, string>, progress: Progress): Promise<number> {
  const userId = personOf(ctx, 'labeling.manage')
  const owner = { taskId, userId }
  const seen = new Map<string, number>()
  const annotations = image.shapes.map(({ label, shape, attributes }, z) => {
    const content = JSON.stringify([labels.get(label), shape, attributes])
    const twin = seen.get(content) ?? 0
    seen.set(content, twin + 1)
    const id = createHash('sha256').update(`${content}${twin}`).digest('hex').slice(0, 32)
    return { id, label: labels.get(label)!, shape, attributes, z, locked: false, hidden: false, source: { by: 'person' as const } }
  })
  return ctx.db.transaction(async (tx) => {
    const { revision } = await lockDraft(tx, owner)
    const task = await lockTask(tx, taskId)
    const there = new Set((await draftAnnotations(tx, owner)).map(({ id }) => id))
    const fresh = annotations.filter(({ id }) => !there.has(id))
    const earlier = await findSubmission(tx, taskId, userId)
    if (fresh.length === 0 && earlier && earlier.verdict !== 'returned') return 0
    const mark = `${revision}`
    const now = await appendOperations(tx, owner, revision, fresh.map((annotation) => ({ id: `import-${mark}-${annotation.id}`.slice(0, 64), kind: 'put', annotation })))
    await touchDraft(tx, owner, now)
    // What others have settled on is not changed behind their backs.
    const counted = earlier !== undefined && !earlier.extra && earlier.verdict !== 'returned'
    const extra = !counted && task.submitted >= task.required
    await putSubmission(tx, { taskId, projectId: project.id, userId, revision: now, annotations: await draftAnnotations(tx, owner), activeSeconds: 0, extra, origin: 'imported' })
    if (extra) progress.skip(image.fileName, 'Others have labeled this image already; what the file says is kept as a further opinion and changes nothing.')
    else await settleTask(tx, project, taskId)
    return fresh.length
  })
}
