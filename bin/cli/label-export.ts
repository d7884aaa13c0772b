import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { openApi } from './api'
import { text, usage, word, type Command } from './command'
import { note, printJson } from './output'

export const labelExport: Command = {
  name: 'label export',
  takes: 'PROJECT',
  about: 'writes the finished labels of a project as a zip archive: coco, yolo, voc, csv, label-studio or masks',
  options: { format: { type: 'string' }, yolo: { type: 'string' }, images: { type: 'boolean' }, output: { type: 'string' } },
  async run({ words, values, json }) {
    const project = word(labelExport, words)
    const format = text(values, 'format')
    if (!format) throw usage(labelExport, '--format is missing')
    const yolo = text(values, 'yolo')
    const query = new URLSearchParams({ format, ...(yolo && { yolo }), ...(values.images === true && { images: '1' }) })
    const output = text(values, 'output') ?? `${project.replace(/[/\\]/g, '-')}-${format}.zip`
    const body = await (await openApi()).stream(`/labeling/projects/${encodeURIComponent(project)}/export?${query}`)
    // Under another name until all is here, so that half an archive never looks like one.
    const part = `${output}.part`
    try {
      await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), createWriteStream(part))
      await rename(part, output)
    } finally {
      await rm(part, { force: true })
    }
    if (json) printJson({ file: output })
    else note(`Written to ${output}`)
    return 0
  },
}
