import { createReadStream, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { childRefusal } from './child-refusal'
import { tablePools } from './pools'
import { tableFile } from './table-access'
import type { TableFilter } from './table-filter'

export interface Download {
  stream: Readable
  /** Bytes. */
  size: number
  contentType: string
  extension: 'csv' | 'parquet'
}

/** A table as a file: the Parquet blob itself, or what is made of it beside it, CSV or the rows that pass, and removed once sent. */
export async function downloadTable(ctx: Context, digest: string, format: 'csv' | 'parquet', filters: TableFilter[] = [], signal?: AbortSignal): Promise<Download> {
  const file = await tableFile(ctx, digest)
  const contentType = format === 'parquet' ? 'application/vnd.apache.parquet' : 'text/csv; charset=utf-8'
  if (format === 'parquet' && filters.length === 0) return { stream: createReadStream(file), size: statSync(file).size, contentType, extension: format }
  const out = artifactStore().temporary(`.${format}`)
  const remove = () => void rm(out, { force: true })
  try {
    await tablePools().viewing.run('export', { file, out, format, filters }, signal ? { signal } : {})
  } catch (error) {
    remove()
    throw childRefusal(error)
  }
  const stream = createReadStream(out)
  stream.once('close', remove)
  return { stream, size: statSync(out).size, contentType, extension: format }
}
