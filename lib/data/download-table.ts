import { createReadStream, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { childRefusal } from './child-refusal'
import { tablePools } from './pools'
import { tableFile } from './table-access'

export interface Download {
  stream: Readable
  /** Bytes. */
  size: number
  contentType: string
  extension: 'csv' | 'parquet'
}

/** A table as a file: the Parquet blob itself, or CSV made beside it and removed once sent. */
export async function downloadTable(ctx: Context, digest: string, format: 'csv' | 'parquet', signal?: AbortSignal): Promise<Download> {
  const file = await tableFile(ctx, digest)
  if (format === 'parquet') return { stream: createReadStream(file), size: statSync(file).size, contentType: 'application/vnd.apache.parquet', extension: 'parquet' }
  const out = artifactStore().temporary('.csv')
  const remove = () => void rm(out, { force: true })
  try {
    await tablePools().viewing.run('export', { file, out }, signal ? { signal } : {})
  } catch (error) {
    remove()
    throw childRefusal(error)
  }
  const stream = createReadStream(out)
  stream.once('close', remove)
  return { stream, size: statSync(out).size, contentType: 'text/csv; charset=utf-8', extension: 'csv' }
}
