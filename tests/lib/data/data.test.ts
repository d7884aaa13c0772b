import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text as streamText } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { dataAssetVersions } from '@/db/schema'
import type { Context } from '@/lib/context'
import { deleteData } from '@/lib/data/delete-data'
import { downloadTable } from '@/lib/data/download-table'
import { failOrphanedReads } from '@/lib/data/fail-orphaned-reads'
import { galleryItem, listGallery } from '@/lib/data/gallery'
import { ownSets } from '@/lib/data/gallery-sets'
import { importGallery } from '@/lib/data/import-gallery'
import { importUrl } from '@/lib/data/import-url'
import { listData } from '@/lib/data/list-data'
import { tablePools } from '@/lib/data/pools'
import { previewUpload } from '@/lib/data/preview-data'
import { readData, readVersion } from '@/lib/data/read-data'
import { rejectedRows } from '@/lib/data/rejected-rows'
import { resolveAsset, resolveAssets } from '@/lib/data/resolve'
import { AssetName, nameFromFile } from '@/lib/data/asset-name'
import { tableProfile } from '@/lib/data/table-profile'
import { RowsQuery } from '@/lib/data/table-query'
import { tableRows } from '@/lib/data/table-rows'
import { updateData } from '@/lib/data/update-data'
import { uploadData } from '@/lib/data/upload-data'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from './support'

const home = await testStudio()
const { db } = await testDatabase()

/** A multipart body as browsers send it. */
function form(content: string, fileName = 'table.csv', fields: Record<string, string> = {}) {
  const parts = Object.entries(fields).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  const body = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--b--\r\n`
  return { body: Readable.from([Buffer.from(body)]), headers: { contentType: 'multipart/form-data; boundary=b', contentLength: Buffer.byteLength(body) } }
}

async function upload(ctx: Context, content: string, fileName?: string, fields?: Record<string, string>) {
  const { body, headers } = form(content, fileName, fields)
  const started = await uploadData(ctx, body, headers)
  await started.finished
  return started.view()
}

/** Every one of them is refused, for this reason. */
async function allRefused(code: string, attempts: Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(attempts)
  expect(settled.map((result) => (result.status === 'rejected' ? (result.reason as { code?: string }).code : 'done'))).toEqual(attempts.map(() => code))
}

const temporary = () => readdirSync(path.join(home, 'artifacts', 'tmp')).filter((name) => name !== 'children')
const actions = async (ctx: Context) =>
  (await db.execute<{ action: string; object_name: string }>(sql`select action, object_name from activity where workspace_id = ${ctx.workspace.id} order by id`)).map((row) => `${row.action} ${row.object_name}`)

describe('uploading', () => {
  test('makes a version that is ready, with its columns, its source and an activity row', async () => {
    const ctx = await testContext(db)
    const version = await upload(ctx, 'a,b\n1,x\n2,y\n', 'My cars.csv')
    expect(version).toMatchObject({ name: 'My cars', version: 1, state: 'ready', rows: 2, columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'text' }], source: { kind: 'upload', fileName: 'My cars.csv', size: 12, format: 'csv' } })
    expect(await actions(ctx)).toEqual(['data.created My cars'])
    expect(temporary()).toEqual([])
  })

  test('a name that exists gets the next version, and the one before stays', async () => {
    const ctx = await testContext(db)
    await upload(ctx, 'a\n1\n', 't.csv')
    await upload(ctx, 'a\n1\n2\n', 'other.csv', { name: 't' })
    const asset = await readData(ctx, 't')
    expect(asset.versions.map(({ version, rows }) => [version, rows])).toEqual([[2, 2], [1, 1]])
    expect(asset.latest.version).toBe(2)
    expect(await resolveAsset(ctx, 't', 1)).toMatchObject({ version: 1, rows: 1 })
    expect(await actions(ctx)).toEqual(['data.created t', 'data.version_added t'])
  })

  test('versions that come at once are numbered without a gap', async () => {
    const ctx = await testContext(db)
    const all = await Promise.all(Array.from({ length: 6 }, (_, index) => upload(ctx, `a\n${index}\n`, 'race.csv')))
    expect(all.map((version) => version.version).sort()).toEqual([1, 2, 3, 4, 5, 6])
    expect(all.every((version) => version.state === 'ready')).toBe(true)
  })

  test('a bad file is a failed version that says why, beside the good one; nothing of it is kept', async () => {
    const ctx = await testContext(db)
    await upload(ctx, 'a,b\n1,2\n', 't.csv')
    const failed = await upload(ctx, 'a,b\n1,2\n"3,4\n5,6\n', 't.csv')
    expect(failed).toMatchObject({ version: 2, state: 'failed', message: 'On line 3 a quoted value is not closed. It reads: 3,4', digest: null, rows: null })
    const [asset] = await listData(ctx)
    expect(asset).toMatchObject({ latest: { version: 1 }, pending: { version: 2, state: 'failed' }, versionCount: 2 })
    expect(await resolveAsset(ctx, 't', 'latest')).toMatchObject({ version: 1 })
    expect(temporary()).toEqual([])
  })

  test('rows that do not fit are counted in the source and can be had with their reasons', async () => {
    const ctx = await testContext(db)
    const version = await upload(ctx, 'a,b\n1,2\n3\n4,5\n', 'ragged.csv')
    expect(version).toMatchObject({ state: 'ready', rows: 2, source: { rejected: { rows: 1 }, notes: ['1 row does not fit the table and was set aside.'] } })
    const { stream, size } = await rejectedRows(ctx, 'ragged', 1)
    const text = await streamText(stream)
    expect([text, size]).toEqual(['line,reason,text\n3,It has 1 value; the table has 2 columns.,3\n', text.length])
    await upload(ctx, 'a\n1\n', 'whole.csv')
    await expect(rejectedRows(ctx, 'whole', 1)).rejects.toMatchObject({ code: 'not_found' })
    await expect(rejectedRows(await testContext(db), 'ragged', 1)).rejects.toMatchObject({ code: 'not_found' })
    expect(temporary()).toEqual([])
  })

  test('a preview tells how a file would be read and keeps nothing; the same options then register it', async () => {
    const ctx = await testContext(db)
    const content = 'd;n\n01/02/2024;1,5\n03/04/2024;2\nx\n'
    const preview = async (fields: Record<string, string> = {}) => {
      const { body, headers } = form(content, 'unclear.csv', fields)
      return previewUpload(ctx, body, headers, new AbortController().signal)
    }
    const unclear = await preview()
    expect(unclear).toMatchObject({ format: 'csv', options: { delimiter: ';', quote: '"', header: true, skip: 0, encoding: 'utf-8' }, total: 2, rejected: 1, columns: [{ name: 'd', type: 'text' }, { name: 'n', type: 'number' }] })
    expect(unclear.doubts.join(' ')).toContain('Choose the order')
    const options = JSON.stringify({ dateOrder: 'dmy' })
    expect((await preview({ options })).rows).toEqual([['2024-02-01', 1.5], ['2024-04-03', 2]])
    expect(await listData(ctx)).toEqual([])
    expect(await upload(ctx, content, 'unclear.csv', { options })).toMatchObject({ state: 'ready', columns: [{ name: 'd', type: 'date' }, { name: 'n', type: 'number' }] })
    await expect(preview({ options: '{' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(preview({ options: '{"delimiter":"too long"}' })).rejects.toThrow()
    expect(temporary()).toEqual([])
  })

  test('refuses before and while reading what is too large, and forgets it', async () => {
    const ctx = await testContext(db)
    process.env.ATELIER_MAX_UPLOAD = '1000'
    try {
      const { body, headers } = form('a\n'.repeat(40_000))
      await expect(uploadData(ctx, body, headers)).rejects.toMatchObject({ code: 'too_large' })
      await expect(uploadData(ctx, form('a\n'.repeat(4_000)).body, { ...headers, contentLength: null })).rejects.toMatchObject({ code: 'too_large' })
    } finally {
      delete process.env.ATELIER_MAX_UPLOAD
    }
    expect(await listData(ctx)).toEqual([])
    expect(temporary()).toEqual([])
  })

  test('an upload that breaks off leaves nothing', async () => {
    const ctx = await testContext(db)
    const whole = Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2\n')
    const cut = Readable.from(
      (async function* () {
        yield whole
        await new Promise((resolve) => setTimeout(resolve, 20))
        throw new Error('aborted')
      })(),
    )
    await expect(uploadData(ctx, cut, { contentType: 'multipart/form-data; boundary=b', contentLength: null })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('broke off') })
    await expect(uploadData(ctx, Readable.from([whole]), { contentType: 'multipart/form-data; boundary=b', contentLength: null })).rejects.toMatchObject({ code: 'invalid' })
    expect(await listData(ctx)).toEqual([])
    expect(temporary()).toEqual([])
  })

  test('refuses what is not a form, a form without a file, and an unusable name', async () => {
    const ctx = await testContext(db)
    const bare = Readable.from([Buffer.from('--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--b--\r\n')])
    await expect(uploadData(ctx, Readable.from([]), { contentType: 'text/csv', contentLength: null })).rejects.toMatchObject({ code: 'invalid' })
    await expect(uploadData(ctx, bare, { contentType: 'multipart/form-data; boundary=b', contentLength: null })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('no file') })
    await expect(upload(ctx, 'a\n1\n', 'a.csv', { name: 'a:b' })).rejects.toMatchObject({ name: '$ZodError' })
    expect(temporary()).toEqual([])
  })
})

describe('the gallery', () => {
  test('lists tables with rows, source and licence, and no maps or pictures', () => {
    const ids = listGallery().map((item) => item.id)
    expect(ids).toContain('penguins')
    expect(ids).toContain('flights-3m')
    expect(ids).not.toContain('us-10m')
    expect(ids).not.toContain('ffox')
    expect(new Set(ids).size).toBe(ids.length)
    expect(galleryItem('penguins')).toMatchObject({ title: 'Palmer penguins', rows: 344, licence: { name: 'CC0 1.0 Universal' } })
    expect(listGallery().filter((item) => item.rows === null)).toEqual([])
    for (const { id } of listGallery()) expect(AssetName.safeParse(id).success, id).toBe(true)
  })

  test('adds one with its source and licence', async () => {
    const ctx = await testContext(db)
    const started = await importGallery(ctx, { gallery: 'penguins' })
    expect(await started.view(20_000)).toMatchObject({ name: 'penguins', state: 'ready', rows: 344, source: { kind: 'gallery', dataset: 'penguins', licence: { name: 'CC0 1.0 Universal' } } })
    expect((await readData(ctx, 'penguins')).description).not.toBe('')
    await expect(importGallery(ctx, { gallery: 'unicorns' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('its small data sets, and those that Atelier ships, have the size, rows and columns that the gallery tells', async () => {
    const pool = tablePools().reading
    const own = ownSets.map(({ id }) => id)
    for (const item of listGallery().filter(({ id, size }) => size < 30_000 || own.includes(id))) {
      const { path: file, fileName } = galleryItem(item.id)
      expect([item.id, statSync(file).size]).toEqual([item.id, item.size])
      const { rows, columns } = await pool.run('ingest', { file, fileName, out: path.join(home, 'gallery.parquet') })
      expect([item.id, rows]).toEqual([item.id, item.rows])
      if (own.includes(item.id)) expect(columns.map(({ name }) => name)).toEqual(item.columns)
    }
  })
})

describe('tables', () => {
  const query = (more: Record<string, string>) => RowsQuery.parse(more)

  test('rows, profile and files of a table of the workspace', async () => {
    const ctx = await testContext(db)
    const { digest } = await upload(ctx, 'n,t\n3,c\n1,a\n2,b\n', 't.csv')
    expect(await tableRows(ctx, digest!, query({ sort: 'n:desc', filter: '[{"column":"n","op":"less","value":3}]' }))).toEqual({
      columns: [{ name: 'n', type: 'integer' }, { name: 't', type: 'text' }],
      rows: [[2, 'b'], [1, 'a']],
      total: 3,
      filtered: 2,
    })
    const [first, second] = await Promise.all([tableProfile(ctx, digest!), tableProfile(ctx, digest!)])
    expect(first).toEqual(second)
    expect(first.columns[0]).toMatchObject({ name: 'n', numbers: { mean: 2 } })
    const csv = await downloadTable(ctx, digest!, 'csv')
    let text = ''
    for await (const piece of csv.stream) text += String(piece)
    expect(text).toBe('n,t\n3,c\n1,a\n2,b\n')
    expect((await downloadTable(ctx, digest!, 'parquet')).size).toBe((await readData(ctx, 't')).latest.size)
    await expect(tableRows(ctx, digest!, query({ sort: 'x:asc' }))).rejects.toMatchObject({ code: 'invalid', message: 'The table has no column “x”.' })
  })

  test('a stranger who knows the digest is refused', async () => {
    const { digest } = await upload(await testContext(db), 'secret\n42\n', 's.csv')
    const stranger = await testContext(db, { role: 'owner' })
    await allRefused('not_found', [tableRows(stranger, digest!, query({})), tableProfile(stranger, digest!), downloadTable(stranger, digest!, 'csv')])
    await upload(stranger, 'secret\n42\n', 'mine.csv')
    expect((await tableRows(stranger, digest!, query({}))).rows).toEqual([[42]])
  })

  test('a query is checked', () => {
    expect(() => query({ limit: '501' })).toThrow()
    expect(() => query({ filter: '{' })).toThrow(/not JSON/)
    expect(() => query({ filter: '[{"column":"a","op":"drop"}]' })).toThrow()
    expect(query({ sort: 'a:b:desc' }).sort).toEqual({ column: 'a:b', direction: 'desc' })
  })
})

describe('assets', () => {
  test('a deleted one frees its name, and a run still reads its bytes', async () => {
    const ctx = await testContext(db)
    const { digest } = await upload(ctx, 'a\n1\n', 't.csv')
    await deleteData(ctx, 't')
    expect(await listData(ctx)).toEqual([])
    await expect(readData(ctx, 't')).rejects.toMatchObject({ code: 'not_found' })
    await expect(resolveAsset(ctx, 't', 'latest')).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('“t”') })
    expect((await tableRows(ctx, digest!, RowsQuery.parse({}))).total).toBe(1)
    expect(await upload(ctx, 'a\n1\n2\n', 't.csv')).toMatchObject({ version: 1, rows: 2 })
    await expect(deleteData(ctx, 'nothing')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('one can be renamed and described; a taken name is refused', async () => {
    const ctx = await testContext(db)
    await upload(ctx, 'a\n1\n', 'one.csv')
    await upload(ctx, 'a\n1\n', 'two.csv')
    expect(await updateData(ctx, 'one', { name: 'first', description: 'The first' })).toMatchObject({ name: 'first', description: 'The first' })
    await expect(updateData(ctx, 'first', { name: 'two' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await actions(ctx)).toEqual(['data.created one', 'data.created two', 'data.renamed first'])
  })

  test('references resolve in one go, and a missing one is named', async () => {
    const ctx = await testContext(db)
    await upload(ctx, 'a\n1\n', 't.csv')
    await upload(ctx, 'a\n1\n2\n', 't.csv')
    const found = await resolveAssets(ctx, [{ name: 't', version: 'latest' }, { name: 't', version: 1 }])
    expect([found['t@latest']!.version, found['t@1']!.version]).toEqual([2, 1])
    await expect(resolveAssets(ctx, [{ name: 't', version: 9 }])).rejects.toMatchObject({ code: 'not_found', message: '“t” has no readable version 9; there is 2, 1.' })
    await expect(readVersion(ctx, 't', 9)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a reading whose studio is gone has failed; one that is renewed has not', async () => {
    const ctx = await testContext(db)
    await upload(ctx, 'a\n1\n', 'gone.csv')
    await upload(ctx, 'a\n1\n', 'here.csv')
    const state = async (name: string, until: ReturnType<typeof sql>) =>
      db.execute(sql`update data_asset_versions v set state = 'reading', digest = null, reading_until = ${until} from data_assets a where a.id = v.asset_id and a.workspace_id = ${ctx.workspace.id} and a.name = ${name}`)
    await state('gone', sql`now() - interval '1 second'`)
    await state('here', sql`now() + interval '30 seconds'`)
    expect(await failOrphanedReads(db)).toBe(1)
    expect((await readData(ctx, 'gone')).latest).toMatchObject({ state: 'failed', message: expect.stringContaining('Add it again') })
    expect((await readData(ctx, 'here')).latest.state).toBe('reading')
    await db.delete(dataAssetVersions)
  })

  test.each(['viewer', 'labeler'] as const)('a %s may not change any', async (role) => {
    const ctx = await testContext(db, { role })
    const { body, headers } = form('a\n1\n')
    await allRefused('forbidden', [uploadData(ctx, body, headers), importGallery(ctx, { gallery: 'penguins' }), importUrl(ctx, { url: 'https://example.org/a.csv' }), deleteData(ctx, 't'), updateData(ctx, 't', { description: '' })])
  })

  test('another workspace sees and changes none', async () => {
    await upload(await testContext(db), 'a\n1\n', 'theirs.csv')
    const stranger = await testContext(db, { role: 'owner' })
    expect(await listData(stranger)).toEqual([])
    await allRefused('not_found', [readData(stranger, 'theirs'), deleteData(stranger, 'theirs'), updateData(stranger, 'theirs', { description: 'x' }), resolveAsset(stranger, 'theirs', 'latest')])
  })

  test.each([
    ['cars.csv', 'cars'],
    ['C:\\data\\My cars (2).xlsx', 'My cars (2)'],
    ['a:b/c?.parquet', 'c'],
    ['....csv', 'table'],
    ['new.csv', 'new table'],
    ['Größe.tsv', 'Größe'],
  ])('a file %s is called %s', (file, name) => {
    expect(nameFromFile(file)).toBe(name)
  })
})
