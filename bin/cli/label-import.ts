import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import type { JobView } from '@/lib/labeling/schema'
import { openApi } from './api'
import { text, usage, type Command } from './command'
import { note, print, printJson } from './output'

export const labelImport: Command = {
  name: 'label import',
  takes: 'PROJECT FILE',
  about: 'brings labels into a project from coco, yolo, voc, csv or label-studio; a zip archive may hold the images too',
  options: { format: { type: 'string' }, yolo: { type: 'string' }, normalised: { type: 'boolean' } },
  async run({ words, values, json }) {
    const [project, file] = words
    const format = text(values, 'format')
    if (!project || !file || words.length > 2) throw usage(labelImport, 'Give a project and a file')
    if (!format) throw usage(labelImport, '--format is missing')
    const api = await openApi()
    const form = new FormData()
    form.append('format', format)
    const yolo = text(values, 'yolo')
    if (yolo) form.append('yolo', yolo)
    if (values.normalised === true) form.append('normalised', '1')
    const content = await openAsBlob(file).catch(() => {
      throw new AppError('not_found', `The file ${file} cannot be read: check its name.`)
    })
    form.append('file', content, path.basename(file))
    const at = `/labeling/projects/${encodeURIComponent(project)}`
    let job = await api.send<JobView>(`${at}/import`, { method: 'POST', body: form })
    while (job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      job = await api.get<JobView>(`${at}/jobs/${job.id}`)
    }
    if (json) printJson(job)
    else {
      if (job.state === 'failed') note(job.message)
      print(`${job.report.annotations} shapes in ${job.total} images, ${job.report.added} images added`)
      for (const { name, reason } of job.report.skipped) note(`${name}: ${reason}`)
    }
    return job.state === 'failed' ? 1 : 0
  },
}
