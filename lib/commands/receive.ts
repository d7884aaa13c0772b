import { Readable } from 'node:stream'
import busboy from 'busboy'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { zipEntries } from '@/lib/labeling/zip-entries'
import { authorize } from '@/lib/permissions'
import type { CodeFile } from './schema'

const mostFiles = 5_000
const mostBytes = 500e6

const tooLarge = () => new AppError('too_large', 'The code is larger than 500 MB or has more than 5,000 files. Leave out data and environments: data comes as data assets, packages as an environment.')

/** Paths are below the snapshot's folder. @throws AppError `invalid` */
export function codePath(given: string): string {
  const path = given.replaceAll('\\', '/').replace(/^\.\//, '')
  const bad = path === '' || path.startsWith('/') || path.length > 500 || path.includes('\0') || path.split('/').some((part) => part === '' || part === '.' || part === '..')
  if (bad) throw new AppError('invalid', `“${given.slice(0, 200)}” is no path of a file below the code’s folder.`)
  return path
}

/** Keeps a text as a file of a snapshot. */
export async function keepText({ path, text }: { path: string; text: string }): Promise<CodeFile> {
  return { path: codePath(path), ...(await artifactStore().write(Readable.from([Buffer.from(text)]))) }
}

export interface ReceivedCode {
  /** The field `request`, if there was one. */
  request: string
  files: CodeFile[]
}

/**
 * Takes in a form: the field `request`, and files under their paths as file names. A single zip archive is unpacked.
 * @throws AppError `invalid`, `too_large`, `unavailable`, `forbidden`
 */
export async function receiveCode(ctx: Context, body: Readable, contentType: string): Promise<ReceivedCode> {
  authorize(ctx, 'runs.submit')
  const store = artifactStore()
  const parser = busboy({ headers: { 'content-type': contentType }, preservePath: true, limits: { fields: 5, fieldSize: 4_000_000, files: mostFiles + 1 }, defParamCharset: 'utf8' })
  const writing: Promise<CodeFile>[] = []
  let request = ''
  let bytes = 0
  parser.on('field', (name, value) => {
    if (name === 'request') request = value
  })
  parser.on('file', (_field, stream, { filename }) => {
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) parser.destroy(tooLarge())
    })
    const kept = store.write(stream).then(({ digest, size }) => ({ path: filename ?? '', digest, size }))
    kept.catch((error: unknown) => parser.destroy(error as Error))
    writing.push(kept)
  })
  await new Promise<void>((resolve, reject) => {
    parser.once('close', resolve)
    parser.once('error', reject)
    parser.once('filesLimit', () => reject(tooLarge()))
    body.once('error', reject)
    body.once('close', () => body.readableEnded || reject(new AppError('invalid', 'The upload broke off before its end. Send it again.')))
    body.pipe(parser)
  }).catch((error: unknown) => {
    body.unpipe(parser)
    body.resume()
    throw error instanceof Error && /Unexpected end of form|Malformed/i.test(error.message) ? new AppError('invalid', 'The upload broke off before its end. Send it again.', undefined, { cause: error }) : error
  })
  const files = await Promise.all(writing)
  const [only] = files
  if (files.length === 1 && /\.zip$/i.test(only!.path)) return { request, files: await unpack(only!) }
  return { request, files: withoutFolder(files.map((file) => ({ ...file, path: codePath(file.path) }))) }
}

async function unpack({ digest }: CodeFile): Promise<CodeFile[]> {
  const store = artifactStore()
  const files: CodeFile[] = []
  let bytes = 0
  for await (const entry of zipEntries(store.path(digest))) {
    bytes += entry.size
    if (files.length >= mostFiles || bytes > mostBytes) throw tooLarge()
    files.push({ path: codePath(entry.name), ...(await store.write(await entry.open(), { limit: mostBytes })) })
  }
  if (files.length === 0) throw new AppError('invalid', 'There is no file in the archive.')
  return withoutFolder(files)
}

const ignored = /(^|\/)(\.git|__pycache__|\.venv|venv|node_modules|\.ipynb_checkpoints|\.DS_Store|\.mypy_cache|\.pytest_cache)(\/|$)|\.pyc$/

/** Without what tools leave behind, and without the folder that all lie in, which browsers and archives put before. */
function withoutFolder(files: CodeFile[]): CodeFile[] {
  const kept = files.filter(({ path }) => !ignored.test(path))
  const first = kept[0]?.path.split('/')[0]
  const common = kept.length > 0 && kept.every(({ path }) => path.startsWith(`${first}/`))
  return common ? kept.map((file) => ({ ...file, path: file.path.slice(first!.length + 1) })) : kept
}
