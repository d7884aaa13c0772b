import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'

/** Packs files as they are: pictures do not get smaller. Equal files give equal archives, whenever they are packed. */
export async function zipFiles(files: { name: string; path: string }[], to: string): Promise<void> {
  const zip = new yazl.ZipFile()
  for (const { name, path } of files) zip.addFile(path, name, { compress: false, mtime: new Date(Date.UTC(1980, 0, 1)) })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(to))
}
