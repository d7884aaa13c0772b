import { rm, writeFile } from 'node:fs/promises'
import { insertBlob } from '@/db/queries/data'
import type { Context } from '@/lib/context'
import { artifactStore } from '@/lib/artifacts/store'
import { tablePools } from '@/lib/data/pools'
import type { Output } from '@/lib/protocol/messages'

export interface TableRow {
  [column: string]: string | number | null
}

/** Writes rows, and with `pictures` the bytes of the blob that each names as `digest`, to a table of the artifact store. */
export async function storeTable(ctx: Pick<Context, 'db'>, columns: { name: string; type: 'text' | 'integer' | 'number' }[], rows: TableRow[], pictures: boolean): Promise<Output> {
  const store = artifactStore()
  const [listed, out] = [store.temporary('.ndjson'), store.temporary('.parquet')]
  try {
    const line = ({ digest, ...row }: TableRow) => JSON.stringify(pictures ? { ...row, path: digest === null ? null : store.path(String(digest)) } : row)
    await writeFile(listed, rows.map(line).join('\n'))
    const made = await tablePools().reading.run('pictureTable', { rows: listed, columns, pictures, out })
    const blob = await store.adopt(out, { digest: made.digest, size: made.size })
    await insertBlob(ctx.db, blob)
    return { type: 'table', ...blob, meta: { rows: made.rows, columns: made.columns } }
  } finally {
    await Promise.all([rm(listed, { force: true }), rm(out, { force: true })])
  }
}

/** Some columns of a table of the artifact store, all rows. */
export async function readTable(digest: string, columns: string[]): Promise<Record<string, unknown>[]> {
  return (await tablePools().reading.run('allRows', { file: artifactStore().path(digest), columns })).rows
}
