import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { AppError } from '@/lib/errors'

export interface ZipEntry {
  /** With its folders, `/` between; never outside of the archive. */
  name: string
  /** Bytes when unpacked. */
  size: number
  open(): Promise<Readable>
}

const hidden = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** The files of a zip archive in its order, without those that computers add by themselves. @throws AppError `invalid` */
export async function* zipEntries(file: string): AsyncGenerator<ZipEntry> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: false }).catch(refuse)
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.normalize('NFC')
      if (name.endsWith('/') || hidden.test(name)) continue
      if (entry.isEncrypted()) throw new AppError('invalid', `The archive is locked with a password (“${name}”). Pack it without one.`)
      yield { name, size: entry.uncompressedSize, open: () => zip.openReadStreamPromise(entry) }
    }
  } catch (error) {
    refuse(error)
  } finally {
    zip.close()
  }
}

/** How many files a zip archive says that it has. */
export async function countZipEntries(file: string): Promise<number> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true }).catch(refuse)
  const { entryCount } = zip
  zip.close()
  return entryCount
}

function refuse(error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError('invalid', `The zip archive cannot be read: ${error instanceof Error ? error.message : String(error)}`, undefined, { cause: error })
}
