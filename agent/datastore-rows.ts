import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { UserError } from '@/lib/catalog/user-error'
import type { Lease } from '@/lib/protocol/messages'
import { TransferError } from './artifacts'
import { errorOf, readText, type Studio, StudioError } from './studio'

/** A database may think long before its first row. */
const silenceMs = 30 * 60_000

/**
 * Fetches the rows of the datastore that a step reads to `folder`: `rows` (CSV) and `columns` (JSON), for the runner. The studio
 * connects; the agent never sees a password. @throws UserError with the database's reason; TransferError where the rows break off
 */
export async function fetchRows(studio: Studio, lease: Lease, folder: string, signal: AbortSignal): Promise<Record<'rows' | 'columns', string>> {
  const files = { rows: path.join(folder, 'rows.csv'), columns: path.join(folder, 'columns.json') }
  const response = await studio.send('GET', `/api/agent/leases/${lease.id}/rows`, { authorization: `Bearer ${lease.jobToken}` }, (request) => request.end(), signal, silenceMs)
  if (response.statusCode !== 200) {
    const error = errorOf(response.statusCode!, await readText(response))
    throw error.status < 500 && error.code !== 'stale_lease' ? new UserError(error.message) : error
  }
  try {
    await pipeline(response, (source) => withoutFirstLine(source as AsyncIterable<Buffer>, files.columns), createWriteStream(files.rows), { signal })
  } catch (error) {
    if (signal.aborted) throw error
    throw new TransferError('The database or the studio broke off in the middle of the rows. Run the step again.', { cause: error })
  }
  return files
}

/** The first line goes to `file`, all else on. */
async function* withoutFirstLine(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const head: Buffer[] = []
  let open = true
  for await (const chunk of source) {
    const end = open ? chunk.indexOf(0x0a) : -1
    if (!open) yield chunk
    else if (end < 0) head.push(chunk)
    else {
      open = false
      await writeFile(file, Buffer.concat([...head, chunk.subarray(0, end)]))
      yield chunk.subarray(end + 1)
    }
  }
  if (open) throw new StudioError('unexpected', 'The studio sent no columns', 502)
}
