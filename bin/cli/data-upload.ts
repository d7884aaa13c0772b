import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/errors'
import type { VersionView } from '@/lib/data/schema'
import { openApi } from './api'
import { text, word, type Command } from './command'
import { print, printJson } from './output'

export const dataUpload: Command = {
  name: 'data upload',
  takes: 'FILE',
  about: 'makes a data asset, or its next version, of a CSV, Parquet, JSON Lines or Excel file',
  options: { name: { type: 'string' } },
  async run({ words, values, json }) {
    const file = word(dataUpload, words)
    const api = await openApi()
    const form = new FormData()
    const name = text(values, 'name')
    if (name) form.append('name', name)
    // A blob on the file is read while it is sent, so that its size does not matter.
    const content = await openAsBlob(file).catch(() => {
      throw new AppError('not_found', `The file ${file} cannot be read: check its name.`)
    })
    form.append('file', content, path.basename(file))
    const made = await api.send<VersionView & { name: string }>('/data', { method: 'POST', body: form })
    if (json) printJson(made)
    else print(`${made.name}, version ${made.version}: ${made.state}${made.rows === null ? '' : `, ${made.rows} rows`}${made.message ? `, ${made.message}` : ''}`)
    return made.state === 'failed' ? 1 : 0
  },
}
