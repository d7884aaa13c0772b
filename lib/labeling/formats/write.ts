import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { once } from 'node:events'
import { stringify } from 'yaml'
import { artifactStore } from '@/lib/artifacts/store'
import type { Archive } from './archive'
import { cocoAnnotations, cocoCategories, cocoImage } from './coco'
import { csvHeader, csvRows } from './csv'
import { stem, type Format, type FormatLabel, type LabeledImage, type Note, type YoloKind } from './format'
import { labelStudioTask } from './label-studio'
import { maskPngs } from './masks'
import { writeVoc } from './voc'
import { writeYolo, yoloConfig } from './yolo'

export interface Target {
  archive: Archive
  labels: FormatLabel[]
  note: Note
  yolo: YoloKind
  /** What the format had to call otherwise. */
  renamed: { from: string; to: string }[]
  /** Puts the image itself in, where that is wanted. */
  addImage(image: LabeledImage, name: string): Promise<void>
}

/** Writes one image after the other, then whatever closes the format. */
export interface Writer {
  image(image: LabeledImage): Promise<void>
  end(): Promise<void>
}

/** The writer of a format. Nothing of it grows in memory with the shapes. */
export function writerOf(format: Format, target: Target): Writer {
  return { coco: cocoWriter, yolo: yoloWriter, voc: vocWriter, csv: csvWriter, 'label-studio': labelStudioWriter, masks: maskWriter }[format](target)
}

/** A text that grows on disk until it is packed. */
class Part {
  private readonly file = artifactStore().temporary()
  private readonly out: WriteStream = createWriteStream(this.file)

  async write(text: string): Promise<void> {
    if (text !== '' && !this.out.write(text)) await once(this.out, 'drain')
  }

  async *read(): AsyncGenerator<Buffer> {
    this.out.end()
    await once(this.out, 'close')
    for await (const chunk of createReadStream(this.file)) yield chunk as Buffer
    await rm(this.file, { force: true })
  }
}

function cocoWriter({ archive, labels, note, addImage }: Target): Writer {
  const [images, annotations] = [new Part(), new Part()]
  let [imageId, nextId] = [0, 1]
  return {
    async image(image) {
      await images.write(`${imageId++ === 0 ? '' : ',\n'}${JSON.stringify(cocoImage(image, imageId))}`)
      for (const annotation of cocoAnnotations(image, imageId, nextId, labels, note)) await annotations.write(`${nextId++ === 1 ? '' : ',\n'}${JSON.stringify(annotation)}`)
      await addImage(image, `images/${image.fileName}`)
    },
    async end() {
      const now = new Date()
      const info = { year: now.getFullYear(), version: '1.0', description: '', contributor: '', url: '', date_created: now.toISOString() }
      await archive.addParts('annotations.json', async function* () {
        yield `{"info":${JSON.stringify(info)},"licenses":[],"categories":${JSON.stringify(cocoCategories(labels))},\n"images":[\n`
        yield* images.read()
        yield '],\n"annotations":[\n'
        yield* annotations.read()
        yield ']}\n'
      })
    },
  }
}

/** A stem that no other image has: where another's differs by the extension alone, the extension joins the name. */
function stems(renamed: Target['renamed']) {
  const used = new Set<string>()
  return (fileName: string): { image: string; stem: string } => {
    const { dir, name, ext } = path.posix.parse(fileName)
    let own = stem(fileName)
    for (let number = 1; used.has(own.toLowerCase()); number++) own = path.posix.join(dir, `${name}-${ext.slice(1)}${number === 1 ? '' : number}`)
    used.add(own.toLowerCase())
    const image = own === stem(fileName) ? fileName : `${own}${ext}`
    if (image !== fileName) renamed.push({ from: fileName, to: image })
    return { image, stem: own }
  }
}

function yoloWriter({ archive, labels, note, yolo, renamed, addImage }: Target): Writer {
  const nameOf = stems(renamed)
  const names = new Map(labels.map(({ id, name }) => [id, name]))
  return {
    async image(image) {
      if (yolo === 'classify') {
        const tags = image.annotations.filter(({ shape }) => shape.kind === 'tag')
        if (tags.length !== 1) return note(image.fileName, tags.length === 0 ? 'It has no label for the whole image.' : 'It has several labels, and a folder can say one only. Export CSV for those.')
        return addImage(image, `${names.get(tags[0]!.label)!.replaceAll('/', '-')}/${image.fileName}`)
      }
      const name = nameOf(image.fileName)
      await archive.add(`labels/${name.stem}.txt`, writeYolo(image, labels, yolo, note))
      await addImage(image, `images/${name.image}`)
    },
    async end() {
      if (yolo === 'classify') return
      await archive.add('data.yaml', stringify(yoloConfig(labels, yolo)))
      await archive.add('classes.txt', labels.map(({ name }) => `${name}\n`).join(''))
    },
  }
}

function vocWriter({ archive, labels, note, addImage }: Target): Writer {
  const nameOf = stems([])
  return {
    async image(image) {
      await archive.add(`Annotations/${nameOf(image.fileName).stem}.xml`, writeVoc(image, labels, note))
      await addImage(image, `JPEGImages/${image.fileName}`)
    },
    end: async () => archive.add('labels.txt', labels.map(({ name }) => `${name}\n`).join('')),
  }
}

function csvWriter({ archive, labels, addImage }: Target): Writer {
  const rows = new Part()
  return {
    async image(image) {
      await rows.write(csvRows(image, labels))
      await addImage(image, `images/${image.fileName}`)
    },
    end: () =>
      archive.addParts('labels.csv', async function* () {
        yield csvHeader
        yield* rows.read()
      }),
  }
}

function labelStudioWriter({ archive, labels, addImage }: Target): Writer {
  const tasks = new Part()
  let id = 0
  return {
    async image(image) {
      await tasks.write(`${id++ === 0 ? '' : ',\n'}${JSON.stringify(labelStudioTask(image, id, labels))}`)
      await addImage(image, `images/${image.fileName}`)
    },
    end: () =>
      archive.addParts('label-studio.json', async function* () {
        yield '[\n'
        yield* tasks.read()
        yield ']\n'
      }),
  }
}

function maskWriter({ archive, labels, note, renamed, addImage }: Target): Writer {
  const nameOf = stems(renamed)
  const objects = new Part()
  return {
    async image(image) {
      const name = nameOf(image.fileName)
      const { classes, objects: numbered, list } = await maskPngs(image, labels, note)
      await archive.add(`classes/${name.stem}.png`, classes, false)
      await archive.add(`objects/${name.stem}.png`, numbered, false)
      await objects.write(`${JSON.stringify({ image: image.fileName, objects: list })}\n`)
      await addImage(image, `images/${name.image}`)
    },
    async end() {
      await archive.add('labels.json', JSON.stringify(labels.map(({ name, colour }, index) => ({ value: index + 1, name, colour })), null, 1))
      await archive.addParts('objects.jsonl', () => objects.read())
    },
  }
}
