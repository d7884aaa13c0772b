import { rm } from 'node:fs/promises'
import { artifactStore, writeHashed } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { addVersion, type ReadableFile, type StartedVersion } from './add-version'
import { fetchUrl } from './fetch-url'
import { AssetName, nameFromFile } from './asset-name'
import { ImportUrlInput } from './schema'
import { uploadLimit } from './upload-data'

const longestMs = 60 * 60_000

/** Reads a file from an address into a new version. It downloads behind the version's row, which shows as reading meanwhile. */
export async function importUrl(ctx: Context, input: ImportUrlInput): Promise<StartedVersion> {
  authorize(ctx, 'data.write')
  const { url, name, options } = ImportUrlInput.parse(input)
  const address = new URL(url)
  const wanted = name ?? nameFromFile(safeName(address))
  return addVersion(ctx, {
    name: AssetName.parse(wanted),
    source: { kind: 'url', url },
    ...(options && { options }),
    fetch: (signal) => download(url, AbortSignal.any([signal, AbortSignal.timeout(longestMs)])),
  })
}

/** Brings a file from an address into the store's temporary folder. The caller removes it. */
export async function download(url: string, signal: AbortSignal): Promise<ReadableFile> {
  const limit = uploadLimit()
  const fetched = await fetchUrl(url, signal)
  const path = artifactStore().temporary()
  try {
    if (fetched.contentLength !== null && fetched.contentLength > limit) {
      throw new AppError('too_large', `The file has ${Math.round(fetched.contentLength / 1e6).toLocaleString('en')} MB; the limit is ${Math.round(limit / 1e6).toLocaleString('en')} MB. ATELIER_MAX_UPLOAD (bytes) raises it.`)
    }
    const { size } = await writeHashed(fetched.body, path, limit)
    if (fetched.contentLength !== null && size !== fetched.contentLength) throw new AppError('invalid', 'The download broke off before its end. Add it again.')
    return { path, fileName: fetched.fileName, source: { fileName: fetched.fileName, size } }
  } catch (error) {
    fetched.body.destroy()
    await rm(path, { force: true })
    if (error instanceof Error && /aborted|premature close|incorrect header check|unexpected end of file/i.test(error.message)) {
      throw new AppError('invalid', 'The download broke off before its end. Add it again.', undefined, { cause: error })
    }
    throw error
  }
}

function safeName(address: URL): string {
  const last = address.pathname.split('/').filter(Boolean).at(-1) ?? address.hostname
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
