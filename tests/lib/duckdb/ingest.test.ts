import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { testFolder, testPool, workerFile } from './support'
import { zip } from './zip'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
let counter = 0

async function read(content: string | Uint8Array, fileName: string, options: ReadingOptions = {}) {
  const file = path.join(folder, `source-${++counter}`)
  const out = path.join(folder, `out-${counter}.parquet`)
  writeFileSync(file, content)
  const result = await pool.run('ingest', { file, fileName, out, options })
  const page = await pool.run('page', { file: out, offset: 0, limit: 100, sort: null, filters: [], columns: null, longestText: 1000 })
  return { ...result, out, values: page.rows, types: Object.fromEntries(result.columns.map((column) => [column.name, column.type])) }
}

const refusal = async (content: string | Uint8Array, fileName: string): Promise<string> => {
  const before = readdirSync(folder).filter((name) => name.endsWith('.parquet')).length
  const message = await read(content, fileName).then(
    () => 'it was read',
    (error: { reason: string; message: string }) => `${error.reason}: ${error.message}`,
  )
  expect(readdirSync(folder).filter((name) => name.includes('.parquet'))).toHaveLength(before)
  return message
}

describe('reading CSV', () => {
  test('finds the type of each column over all rows', async () => {
    const { types, values, rows } = await read('i,x,t,b,d,s,z\n1,1.5,a,true,2024-01-31,2024-01-31 10:00:00,2024-01-31T10:00:00Z\n-2,2,b,FALSE,2024-02-01,2024-02-01 11:30,2024-01-31T12:00:00+02:00\n', 'a.csv')
    expect(types).toEqual({ i: 'integer', x: 'number', t: 'text', b: 'boolean', d: 'date', s: 'timestamp', z: 'timestamp' })
    expect(rows).toBe(2)
    expect(values).toEqual([
      [1, 1.5, 'a', true, '2024-01-31', '2024-01-31T10:00:00', '2024-01-31T10:00:00Z'],
      [-2, 2, 'b', false, '2024-02-01', '2024-02-01T11:30:00', '2024-01-31T10:00:00Z'],
    ])
  })

  test('a text far below numbers makes the column text and loses no value', async () => {
    const lines = Array.from({ length: 6000 }, (_, n) => String(n))
    lines[5900] = 'n.a. (see note)'
    const { types, rows } = await read(`v\n${lines.join('\n')}\n`, 'late.csv')
    expect(types).toEqual({ v: 'text' })
    expect(rows).toBe(6000)
  })

  test('columns may have the names that reading uses for itself', async () => {
    const { types, values } = await read('read 0,read 1,READ 1_2\n7,2024-01-31,1.5\n', 'own names.csv')
    expect(types).toEqual({ 'read 0': 'integer', 'read 1': 'date', 'READ 1_2': 'number' })
    expect(values).toEqual([[7, '2024-01-31', 1.5]])
    expect((await read('[{"read 0":1,"day":"2024-01-31"}]', 'own names.json')).values).toEqual([[1, '2024-01-31']])
  })

  test('keys with leading zeros and long ids stay text', async () => {
    const { types, values } = await read('zip,id,n,zero\n01234,12345678901234567890,0,0.5\n99999,12345678901234567891,10,0\n', 'keys.csv')
    expect(types).toEqual({ zip: 'text', id: 'text', n: 'integer', zero: 'number' })
    expect(values[0]).toEqual(['01234', '12345678901234567890', 0, 0.5])
  })

  test('an id of seventeen digits keeps every digit', async () => {
    const { types, values } = await read('id\n90071992547409931\n90071992547409932\n', 'ids.csv')
    expect(types).toEqual({ id: 'text' })
    expect(values).toEqual([['90071992547409931'], ['90071992547409932']])
  })

  test('markers of missing values are missing among numbers and stay words among words', async () => {
    const { types, values } = await read('n,w\nNA,NA\n3,DE\n,\nn/a,null\n', 'na.csv')
    expect(types).toEqual({ n: 'integer', w: 'text' })
    expect(values).toEqual([[null, 'NA'], [3, 'DE'], [null, null], [null, 'null']])
  })

  test.each([
    ['semicolon', 'a;b\n1;2\n3;4\n'],
    ['tab', 'a\tb\n1\t2\n3\t4\n'],
    ['bar', 'a|b\n1|2\n3|4\n'],
    ['carriage returns', 'a,b\r1,2\r3,4\r'],
    ['mixed line ends', 'a,b\r\n1,2\n3,4\r\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4\n'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['blank lines', 'a,b\n\n1,2\n\n3,4\n\n'],
  ])('understands %s', async (_name, text) => {
    const { values, columns } = await read(text, 'a.csv')
    expect(columns).toEqual([{ name: 'a', type: 'integer' }, { name: 'b', type: 'integer' }])
    expect(values).toEqual([[1, 2], [3, 4]])
  })

  test('decimal commas between semicolons are numbers, and the person is told', async () => {
    const { values, notes } = await read('a;b\n1,5;x\n-2;y\n', 'eu.csv')
    expect(values).toEqual([[1.5, 'x'], [-2, 'y']])
    expect(notes).toEqual(['“a” was read as numbers with a decimal comma.'])
  })

  test('dates in the order of either side of the Atlantic are told by a day above 12; without one, they stay text', async () => {
    expect((await read('d\n01/02/2024\n25/12/2024\n', 'd.csv')).values).toEqual([['2024-02-01'], ['2024-12-25']])
    expect((await read('d\n01/02/2024\n12/25/2024\n', 'd.csv')).values).toEqual([['2024-01-02'], ['2024-12-25']])
    const unclear = await read('d\n01/02/2024\n03/04/2024\n', 'd.csv')
    expect(unclear.types).toEqual({ d: 'text' })
    expect(unclear.notes).toEqual(['“d” has dates that could be day/month or month/day, so it was kept as text. Choose the order.'])
  })

  test('quotes hold delimiters, line ends and quotes', async () => {
    const { values } = await read('a,b\n"x,y\nz","say ""hi"""\n', 'q.csv')
    expect(values).toEqual([['x,y\nz', 'say "hi"']])
  })

  test('names are made usable: empty, repeated in another case, with line ends', async () => {
    const { columns } = await read('a,,A,"b\nc"\n1,2,3,4\n', 'names.csv')
    expect(columns.map((column) => column.name)).toEqual(['a', 'column_2', 'A_2', 'b c'])
  })

  test('a file without a header keeps its first row', async () => {
    const { columns, rows, notes } = await read('1,x\n2,y\n3,z\n'.replaceAll(/[xyz]/g, (letter) => String(letter.charCodeAt(0))), 'bare.csv')
    expect(rows).toBe(3)
    expect(columns.map((column) => column.name)).toEqual(['column_1', 'column_2'])
    expect(notes[0]).toContain('the columns were numbered')
  })

  test('Windows-1252 and UTF-16 are told from UTF-8', async () => {
    const western = await read(Buffer.from('name\nM\xfcller \x80\n', 'latin1'), 'w.csv')
    expect(western.values).toEqual([['Müller €']])
    expect(western.notes[0]).toContain('Windows-1252')
    const wide = await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\nMüller\n', 'utf16le')]), 'u.csv')
    expect(wide.values).toEqual([['Müller']])
  })

  test('a header alone is a table without rows', async () => {
    expect(await read('a,b\n', 'h.csv')).toMatchObject({ rows: 0, columns: [{ name: 'a' }, { name: 'b' }] })
  })

  test('a hundred columns that are empty at first are still typed by what comes later', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `c${n}`)
    const blank = names.map(() => '').join(',')
    const { types } = await read(`${names.join(',')}\n${`${blank}\n`.repeat(5200)}${names.map((_, n) => n).join(',')}\n`, 'wide.csv')
    expect(new Set(Object.values(types))).toEqual(new Set(['integer']))
  })
})

describe('a bad file is refused with the place of the fault, and nothing is kept', () => {
  test.each([
    ['an empty file', '', 'a.csv', 'user_error: The file is empty.'],
    ['only blank lines', '\n\n\n', 'a.csv', 'no rows'],
    ['a quote that is not closed', 'a,b\n1,2\n"3,4\n5,6\n', 'a.csv', 'user_error: On line 3 a quoted value is not closed.'],
    ['malformed JSON', '[{"a":1},{"a":2}', 'a.json', 'user_error: The JSON is malformed in record'],
    ['JSON of bare values', '[1,2,3]', 'a.json', 'A table needs a list of records'],
    ['JSON that wraps its records', '{"data":[{"a":1},{"a":2}]}', 'a.json', 'whose “data” holds the records'],
    ['no records', '[]', 'a.json', 'no records'],
    ['text named Parquet', 'hello', 'a.parquet', 'is not a Parquet file'],
    ['text named Excel', 'hello', 'a.xlsx', 'is not an Excel workbook'],
    ['a picture', '\u0089PNG\r\n\u001a\n\0\0\0\0', 'a.csv', 'not a text file'],
    ['a PDF', '%PDF-1.7 …', 'a.pdf', 'This is a PDF'],
  ])('%s', async (_name, text, fileName, message) => {
    expect(await refusal(text, fileName)).toContain(message)
  })

  test('a broken gzip, old Excel and Arrow are named', async () => {
    expect(await refusal(Buffer.from([0x1f, 0x8b, 8, 0]), 'a.csv.gz')).toContain('gzip file is damaged')
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'a.xls')).toContain('.xlsx or CSV')
    expect(await refusal(Buffer.from('ARROW1'), 'a.arrow')).toContain('Parquet')
  })

  test('a Parquet file that was cut off', async () => {
    const whole = await read('a\n1\n', 'a.csv')
    const { readFileSync } = await import('node:fs')
    expect(await refusal(readFileSync(whole.out).subarray(0, 100), 'cut.parquet')).toBe('user_error: The Parquet file is damaged or was cut off. Write it again and upload that.')
  })

  test('a zip that is no workbook', async () => {
    expect(await refusal(Buffer.from('PK\u0003\u0004 but nothing else'), 'a.xlsx')).toContain('The workbook cannot be read')
  })
})

describe('other formats', () => {
  test('JSON Lines: mixed kinds become text, nested values stay, dates are found', async () => {
    const { columns, values, notes } = await read('{"a":1,"m":"x","d":"2024-05-01","o":{"k":[1,2]}}\n{"a":null,"m":7,"d":"2024-05-02"}\n', 'a.jsonl')
    expect(columns).toEqual([{ name: 'a', type: 'integer' }, { name: 'm', type: 'text' }, { name: 'd', type: 'date' }, { name: 'o', type: 'other' }])
    expect(values).toEqual([[1, 'x', '2024-05-01', { k: [1, 2] }], [null, '7', '2024-05-02', null]])
    expect(notes).toEqual(['“m” holds values of several kinds and was read as text.'])
  })

  test('numbers written as texts in JSON were meant as texts', async () => {
    expect((await read('[{"zip":"1234"},{"zip":"99"}]', 'a.json')).types).toEqual({ zip: 'text' })
  })

  test('Excel: types, dates, gaps, blank rows and a cell beyond the header', async () => {
    const workbook = await writeXlsx({
      sheets: [
        {
          name: 'First',
          rows: [[null, null], ['name', 'when', 'n', 'code'], ['a', new Date(Date.UTC(2024, 4, 1)), 1.5, '007'], [], ['b, c\nd', null, 2, '010', 'extra']],
          columns: [{}, { numFmt: 'yyyy-mm-dd' }, {}, {}],
        },
        { name: 'Second', rows: [['x']] },
      ],
    })
    const { columns, values, format } = await read(workbook, 'book.xlsx')
    expect(format).toBe('excel')
    expect(columns.map(({ name, type }) => `${name}:${type}`)).toEqual(['name:text', 'when:date', 'n:number', 'code:text', 'column_5:text'])
    expect(values).toEqual([['a', '2024-05-01', 1.5, '007', null], ['b, c\nd', null, 2, '010', 'extra']])
  })

  test('Parquet comes out as it went in', async () => {
    const first = await read('a,b\n1,x\n2,\n', 'a.csv')
    const { readFileSync } = await import('node:fs')
    const second = await read(readFileSync(first.out), 'again.parquet')
    expect(second.values).toEqual(first.values)
    expect(second.columns).toEqual(first.columns)
  })
})

describe('packed files', () => {
  test('gzip', async () => {
    expect(await read(gzipSync('a,b\n1,x\n'), 't.csv.gz')).toMatchObject({ values: [[1, 'x']], format: 'csv' })
    expect(await read(gzipSync('[{"a":1}]'), 't.json.gz')).toMatchObject({ values: [[1]], format: 'json' })
    await expect(read(gzipSync('a,b\n1,x\n').subarray(0, 20), 't.csv.gz')).rejects.toThrow('damaged or was cut off')
  })

  test('a zip archive with one table, and with several', async () => {
    expect(await read(zip({ 'folder/t.csv': 'a\n1\n' }), 't.zip')).toMatchObject({ values: [[1]], notes: ['“folder/t.csv” of the zip archive was read.'] })
    const bytes = zip({ 't.csv': 'a\n1\n', 'u.csv': 'a\n2\n' })
    await expect(read(bytes, 't.zip')).rejects.toThrow('holds 2 files: “t.csv”, “u.csv”')
    expect((await read(bytes, 't.zip', { entry: 'u.csv' })).values).toEqual([[2]])
    await expect(read(bytes, 't.zip', { entry: 'v.csv' })).rejects.toThrow('has no “v.csv”')
  })

  test('a sheet by its name', async () => {
    const book = await writeXlsx({ sheets: [{ name: 'Notes', rows: [['x'], ['y']] }, { name: 'Sales', rows: [['n'], [7]] }] })
    expect((await read(book, 'b.xlsx')).notes).toContain('Of the sheets “Notes”, “Sales”, “Notes” was read.')
    expect((await read(book, 'b.xlsx', { sheet: 'Sales' })).values).toEqual([[7]])
    await expect(read(book, 'b.xlsx', { sheet: 'Costs' })).rejects.toThrow('no sheet “Costs”. It has “Notes”, “Sales”.')
  })
})

test('equal files give equal bytes, also over several row groups', async () => {
  const text = `n,city\n${Array.from({ length: 300_000 }, (_, n) => `${n},city ${(n * 7919) % 1000}`).join('\n')}\n`
  const [first, second] = [await read(text, 'a.csv'), await read(text, 'b.csv')]
  expect(first.digest).toBe(second.digest)
  expect(first.rows).toBe(300_000)
  expect(existsSync(first.out)).toBe(true)
})
