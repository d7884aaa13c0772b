import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import { openApi } from './api'
import { text, word, type Command } from './command'
import { print, printJson } from './output'

export const runReport: Command = {
  name: 'run report',
  takes: 'ID',
  about: 'writes a run as one HTML page that can be sent and printed',
  options: { out: { type: 'string' } },
  async run({ words, values, json }) {
    const id = word(runReport, words)
    const page = await (await openApi()).text(`/runs/${encodeURIComponent(id)}/report`)
    const file = path.resolve(text(values, 'out') ?? `run-${id}.html`)
    await writeFile(file, page).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('unavailable', `The report could not be written to ${file} (${error.code ?? error.message}). Choose another place with --out.`)
    })
    if (json) printJson({ file, bytes: Buffer.byteLength(page) })
    else print(file)
    return 0
  },
}
