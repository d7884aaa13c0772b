import { statfs } from 'node:fs/promises'

/** Free and all megabytes of the disk that holds the folder; nulls where it cannot be told. */
export async function readDisk(folder: string): Promise<{ diskFreeMb: number | null; diskTotalMb: number | null }> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { diskFreeMb: Math.round((bavail * bsize) / 1e6), diskTotalMb: Math.round((blocks * bsize) / 1e6) }
  } catch {
    return { diskFreeMb: null, diskTotalMb: null }
  }
}
