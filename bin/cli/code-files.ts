import { openAsBlob, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/errors'

const ignored = /^(\.git|__pycache__|\.venv|venv|node_modules)$/

/** What is asked for, with the code at a place of this machine. @throws AppError `not_found` */
export async function formWithCode(input: unknown, place: string | undefined): Promise<FormData> {
  const form = new FormData()
  form.append('request', JSON.stringify(input))
  for (const [name, file] of place === undefined ? [] : filesOf(place)) form.append('file', await openAsBlob(file), name)
  return form
}

/** The file itself, or every file of a folder by its path below it. */
function filesOf(place: string): [string, string][] {
  let folder
  try {
    folder = statSync(place).isDirectory()
  } catch {
    throw new AppError('not_found', `There is no file or folder ${place}: check its name.`)
  }
  return folder ? below(place, '') : [[path.basename(place), place]]
}

function below(folder: string, prefix: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    if (ignored.test(entry.name)) return []
    const [name, place] = [prefix + entry.name, path.join(folder, entry.name)]
    if (entry.isDirectory()) return below(place, `${name}/`)
    return entry.isFile() ? [[name, place]] : []
  })
}
