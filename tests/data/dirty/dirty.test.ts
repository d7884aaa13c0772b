import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { testFolder, testPool, workerFile } from '../../lib/duckdb/support'
import { optionCases } from './cases'
import { dirtyFiles } from './files'
import { oddOptionCases } from './odd-cases'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
const filesFolder = path.join(import.meta.dirname, 'files')
let counter = 0

async function read(content: string | Uint8Array, fileName = 'dirty.csv', options: ReadingOptions = {}) {
  const file = path.join(folder, `source-${++counter}`)
  const out = path.join(folder, `out-${counter}.parquet`)
  writeFileSync(file, content)
  const result = await pool.run('ingest', { file, fileName, out, options })
  const page = await pool.run('page', { file: out, offset: 0, limit: 100, sort: null, filters: [], columns: null, longestText: 1000 })
  return { ...result, values: page.rows, names: result.columns.map(({ name }) => name), types: result.columns.map(({ type }) => type).join(' ') }
}

describe('a dirty file reads right', () => {
  test('the folder holds the files of the cases, byte for byte', () => {
    const there = readdirSync(filesFolder).sort()
    expect(there).toEqual(dirtyFiles.map(({ file }) => file).sort())
    expect(there.length).toBeGreaterThan(100)
    for (const { file, content } of dirtyFiles) expect(Buffer.from(content).equals(readFileSync(path.join(filesFolder, file))), file).toBe(true)
  })

  test.each(dirtyFiles)('$file: $title', async ({ file, names, types, rows, notes, rejected = 0, fileName }) => {
    const table = await read(readFileSync(path.join(filesFolder, file)), fileName)
    if (names) expect(table.names).toEqual(names)
    if (types) expect(table.types).toBe(types)
    expect(table.values).toEqual(rows)
    expect(table.rejected?.rows ?? 0).toBe(rejected)
    for (const note of notes ?? []) expect(table.notes.join('\n')).toContain(note)
  })

  test('rows that do not fit are kept with their line, the reason and their text', async () => {
    const { rejected } = await read('a,b\n1,2\n3\n"x\ny",4\n5,6,7\n')
    expect(readFileSync(rejected!.file, 'utf8')).toBe('line,reason,text\n3,It has 1 value; the table has 2 columns.,3\n6,It has 3 values; the table has 2 columns.,"5,6,7"\n')
  })

  test('fixed width: a text that runs over the next column far below is set aside, not cut', async () => {
    const line = (name: string, city: string, n: number) => `${name.padEnd(10)}${city.padEnd(10)}${String(n).padStart(4)}\n`
    const lines = Array.from({ length: 400 }, (_, index) => line(`name ${index}`, index % 7 ? 'Prague' : '', index))
    lines[350] = 'Bartholomew Oslo       4\n'
    const table = await read(`${'name'.padEnd(10)}${'city'.padEnd(10)}   n\n${lines.join('')}`)
    expect([table.names, table.rows, table.rejected?.rows]).toEqual([['name', 'city', 'n'], 399, 1])
    expect(readFileSync(table.rejected!.file, 'utf8')).toContain('352,A text runs over the beginning of column 2.,Bartholomew Oslo       4')
  })

  test('two thousand columns', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `c${index}`)
    const line = names.map((_, index) => (index % 2 ? `w${index}` : String(index))).join(',')
    const table = await read(`${names.join(',')}\n${line}\n${line}\n`)
    expect([table.columns.length, table.rows, table.types.split(' ').filter((type) => type === 'integer').length]).toEqual([2_000, 2, 1_000])
  }, 60_000)

  test.each([
    ['an empty file', '', 'The file is empty.'],
    ['nothing but line ends', '\r\n\r\n', 'no rows'],
    ['a quote that swallows lines', 'a,b\n1,2\n"3,4\n5,6\n', 'On line 3 a quoted value is not closed.'],
    ['zeros', '\0\0\0\0', 'not a text file'],
  ])('%s is refused with the reason', async (_title, content, message) => {
    await expect(read(content)).rejects.toThrow(message)
  })
})

describe('what a person says of the file holds', () => {
  test.each([...optionCases, ...oddOptionCases])('$title', async ({ content, options, names, types, rows, notes }) => {
    const table = await read(content, 'told.csv', options)
    if (names) expect(table.names).toEqual(names)
    for (const note of notes ?? []) expect(table.notes.join('\n')).toContain(note)
    if (types) expect(table.types).toBe(types)
    expect(table.values).toEqual(rows)
  })

  test('a type that a value does not fit is refused, naming the value', async () => {
    await expect(read('a\n1\nsoon\n', 'a.csv', { types: { a: 'integer' } })).rejects.toThrow('“a” cannot be read as integer: “soon” is none.')
  })
})

describe('the csv-spectrum set', () => {
  const base = path.resolve('node_modules/csv-spectrum')
  test.each(['comma_in_quotes', 'empty', 'empty_crlf', 'escaped_quotes', 'json', 'newlines', 'newlines_crlf', 'quotes_and_newlines', 'simple', 'simple_crlf', 'utf8'])('%s', async (name) => {
    const table = await read(readFileSync(path.join(base, 'csvs', `${name}.csv`)), `${name}.csv`)
    const wanted = JSON.parse(readFileSync(path.join(base, 'json', `${name}.json`), 'utf8')) as Record<string, string>[]
    const flat = (value: unknown) => String(value ?? '').replaceAll('\r\n', '\n')
    expect(table.values.map((row) => row.map(flat))).toEqual(wanted.map((record) => Object.values(record).map(flat)))
    expect(table.names).toEqual(Object.keys(wanted[0]!))
  })

  // The set's own reading of this file has another telephone number than the file.
  test('location_coordinates', async () => {
    const table = await read(readFileSync(path.join(base, 'csvs', 'location_coordinates.csv')))
    expect(table.values).toEqual([[2095257564, expect.stringMatching(/^37.36'37\.8"N 121.2'17\.9"W$/), 'Modesto', 'Stanislaus']])
  })
})
