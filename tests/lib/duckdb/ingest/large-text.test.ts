import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { testFolder, testPool, workerFile } from '../support'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
const connection = await (await DuckDBInstance.create(':memory:')).connect()
afterAll(() => connection.closeSync())
const rows = 150_000
const large = 1 << 20

/** Two megabytes of plain text, and then `end`: what is wrong with the file lies behind what is looked at first. */
async function read(name: string, end: string | Buffer) {
  const [file, out] = [path.join(folder, `${name}.csv`), path.join(folder, `${name}.parquet`)]
  writeFileSync(file, Buffer.concat([Buffer.from(`id,town\n${Array.from({ length: rows }, (_, id) => `${id},Zurich`).join('\n')}\n`), Buffer.from(end)]))
  const { notes, rejected, ...read } = await pool.run('ingest', { file, fileName: `${name}.csv`, out, largeBytes: large })
  const last = await connection.runAndReadAll(`select id, town from '${out}' where id >= ${rows} order by id`)
  return { rows: read.rows, notes, rejected: rejected?.rows ?? 0, last: last.getRows().map(([id, town]) => [Number(id), town]) }
}

test('a large file is read as what it is, though only its end tells', { timeout: 120_000 }, async () => {
  const windows = 'Read as Windows-1252 text, because it is not valid UTF-8.'
  expect(await read('plain', `${rows},Zürich\n`)).toEqual({ rows: rows + 1, notes: [], rejected: 0, last: [[rows, 'Zürich']] })
  expect(await read('latin', Buffer.from(`${rows},Z\xfcrich\n`, 'latin1'))).toEqual({ rows: rows + 1, notes: [windows], rejected: 0, last: [[rows, 'Zürich']] })
  expect(await read('pairs', `${rows},Bern\r\n${rows + 1},Basel\r\n`)).toEqual({ rows: rows + 2, notes: [], rejected: 0, last: [[rows, 'Bern'], [rows + 1, 'Basel']] })
  // A line too long for the table besides: it is set aside, and the encoding is still found.
  const both = await read('both', Buffer.from(`${rows},Z\xfcrich\n1,2,3\n`, 'latin1'))
  expect([both.rows, both.rejected, both.last]).toEqual([rows + 1, 1, [[rows, 'Zürich']]])
  expect(both.notes).toContain(windows)
})
