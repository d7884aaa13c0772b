import { copyFile, rename, rm } from 'node:fs/promises'

/** Renames a file; over a disk boundary it is copied to a name beside the target first, so that the last act is a rename still. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    const beside = `${to}.${process.pid}.part`
    await copyFile(from, beside)
    await rename(beside, to)
    await rm(from, { force: true })
  }
}
