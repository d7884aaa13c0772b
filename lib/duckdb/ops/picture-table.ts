import { ident, text } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import { hashFile } from '../hash-file'
import type { Operation } from '../operation'
import { writeParquet, type TableMeta } from '../write-parquet'

const sqlTypes = { text: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE' }

export interface PictureTableJob {
  /** Newline-delimited JSON: one object a row with the columns and, where a picture goes with it, its file's `path`. */
  rows: string
  columns: { name: string; type: keyof typeof sqlTypes }[]
  /** Whether there is a column `picture` with the bytes of the files. */
  pictures: boolean
  /** The Parquet file to write. */
  out: string
}

/** Files whose bytes are read in one go. */
const batch = 500

/** Writes rows, and the bytes of an image with each, to a Parquet file in their order. */
export const pictureTable: Operation<PictureTableJob, TableMeta & { digest: string; size: number }> = async ({ rows, columns, pictures, out }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const types = [...columns.map(({ name, type }) => `${text(name)}: ${text(sqlTypes[type])}`), ...(pictures ? [`'path': 'VARCHAR'`] : [])]
    await engine.run(`create or replace temp table listed as select row_number() over () as place, * from read_json(${text(rows)}, format = 'newline_delimited', columns = {${types.join(', ')}})`)
    const names = columns.map(({ name }) => ident(name)).join(', ')
    if (!pictures) return await finish(engine, `select ${names} from listed order by place`, out)
    await engine.run('create or replace temp table pictures (path varchar, content blob)')
    const files = await engine.all('select distinct path from listed where path is not null order by path')
    for (let from = 0; from < files.length; from += batch) {
      const paths = files.slice(from, from + batch).map(({ path }) => text(String(path)))
      await engine.run(`insert into pictures select filename, content from read_blob([${paths.join(', ')}])`)
    }
    return await finish(engine, `select ${names}, content as picture from listed left join pictures using (path) order by place`, out)
  } finally {
    await connection.run('drop table if exists listed; drop table if exists pictures').catch(() => undefined)
    connection.closeSync()
  }
}

async function finish(engine: DuckEngine, query: string, out: string): Promise<TableMeta & { digest: string; size: number }> {
  return { ...(await writeParquet(engine, query, out)), ...(await hashFile(out)) }
}
