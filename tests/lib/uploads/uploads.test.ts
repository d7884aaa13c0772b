import { createHash } from 'node:crypto'
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { uploads } from '@/db/schema'
import type { Context } from '@/lib/context'
import { readData } from '@/lib/data/read-data'
import { appendUpload } from '@/lib/uploads/append-upload'
import { checkUpload } from '@/lib/uploads/check-upload'
import { createUpload } from '@/lib/uploads/create-upload'
import { deleteUpload } from '@/lib/uploads/delete-upload'
import { uploadFile } from '@/lib/uploads/files'
import { previewUpload, uploadRejects } from '@/lib/uploads/preview-upload'
import { listUploads, readUpload } from '@/lib/uploads/read-upload'
import { registerUpload } from '@/lib/uploads/register-upload'
import { sweepUploads } from '@/lib/uploads/sweep-uploads'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testStudio } from '../data/support'

await testStudio()
const { db } = await testDatabase()

const bytes = (content: string) => Readable.from([Buffer.from(content)])
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

async function arrived(ctx: Context, content: string, fileName = 'cars.csv', asset?: string) {
  const { id } = await createUpload(ctx, { fileName, size: Buffer.byteLength(content), ...(asset && { asset }) })
  await appendUpload(ctx, id, 0, bytes(content))
  return checkUpload(ctx, id, { sha256: sha256(content) })
}

async function registered(ctx: Context, id: string, input: Parameters<typeof registerUpload>[2]) {
  const started = await registerUpload(ctx, id, input)
  await started.finished
  return started.view()
}

describe('sending', () => {
  test('goes on where it stopped, and the bytes are those that were hashed', async () => {
    const ctx = await testContext(db)
    const content = 'a,b\n1,x\n2,y\n'
    const begun = await createUpload(ctx, { fileName: 'cars.csv', size: content.length, fingerprint: 'f1' })
    expect(await appendUpload(ctx, begun.id, 0, bytes(content.slice(0, 5)))).toBe(5)
    // The same file chosen again is the same upload.
    expect(await createUpload(ctx, { fileName: 'cars.csv', size: content.length, fingerprint: 'f1' })).toMatchObject({ id: begun.id, received: 5, state: 'receiving' })
    await expect(appendUpload(ctx, begun.id, 0, bytes(content))).rejects.toMatchObject({ code: 'conflict', details: { offset: 5 } })
    await expect(checkUpload(ctx, begun.id, {})).rejects.toMatchObject({ code: 'conflict' })
    await appendUpload(ctx, begun.id, 5, bytes(content.slice(5)))
    expect(await checkUpload(ctx, begun.id, { sha256: sha256(content) })).toMatchObject({ state: 'received', received: content.length, digest: sha256(content) })
    expect(readFileSync(uploadFile(begun.id), 'utf8')).toBe(content)
  })

  test('what arrived before a connection broke is kept', async () => {
    const ctx = await testContext(db)
    const { id } = await createUpload(ctx, { fileName: 'cars.csv', size: 1_000 })
    async function* broken() {
      yield Buffer.alloc(300, 'x')
      throw new Error('ECONNRESET')
    }
    await expect(appendUpload(ctx, id, 0, Readable.from(broken()))).rejects.toMatchObject({ code: 'unavailable' })
    expect((await readUpload(ctx, id)).received).toBe(300)
  })

  test('a second sender takes over from one that hangs', async () => {
    const ctx = await testContext(db)
    const { id } = await createUpload(ctx, { fileName: 'cars.csv', size: 10 })
    const hanging = new Readable({ read() {} })
    hanging.push(Buffer.from('01234'))
    const first = appendUpload(ctx, id, 0, hanging).catch((error: { code: string }) => error.code)
    await expect.poll(async () => (await readUpload(ctx, id)).received).toBe(5)
    expect(await appendUpload(ctx, id, 5, bytes('56789'))).toBe(10)
    expect(await first).toBe('unavailable')
    expect(readFileSync(uploadFile(id), 'utf8')).toBe('0123456789')
  })

  test('a file that arrived changed is removed, and one that is longer than said is refused', async () => {
    const ctx = await testContext(db)
    const { id } = await createUpload(ctx, { fileName: 'cars.csv', size: 4 })
    await expect(appendUpload(ctx, id, 0, bytes('12345'))).rejects.toMatchObject({ code: 'invalid' })
    await appendUpload(ctx, id, (await readUpload(ctx, id)).received, bytes('1234'))
    await expect(checkUpload(ctx, id, { sha256: sha256('12x4') })).rejects.toThrow('arrived changed')
    await expect(readUpload(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(existsSync(uploadFile(id))).toBe(false)
  })

  test('one larger than the limit is refused before a byte is sent', async () => {
    const ctx = await testContext(db)
    await expect(createUpload(ctx, { fileName: 'big.csv', size: 5 * 1024 ** 3 })).rejects.toMatchObject({ code: 'too_large' })
  })
})

describe('looking and registering', () => {
  test('corrections show in the preview, stay with the upload, and make the version', async () => {
    const ctx = await testContext(db)
    const { id } = await arrived(ctx, 'when~code\n01/02/2024~007\n03/04/2024~x\n9~9~9\n')
    const options = { delimiter: '~', types: { when: 'date' }, dateOrder: 'dmy', names: { code: 'part' } } as const
    const seen = await previewUpload(ctx, id, { options: { ...options } })
    expect(seen).toMatchObject({ columns: [{ name: 'when', type: 'date' }, { name: 'part', type: 'text' }], total: 2, rejected: 1, rows: [['2024-02-01', '007'], ['2024-04-03', 'x']], rejectedRows: [{ line: 4, reason: 'It has 3 values; the table has 2 columns.', text: '9~9~9' }], partial: false })
    expect((await readUpload(ctx, id)).options).toEqual(options)
    const { stream, size } = await uploadRejects(ctx, id)
    const rejects = await text(stream)
    expect([rejects.split('\n')[1], rejects.length]).toEqual(['4,It has 3 values; the table has 2 columns.,9~9~9', size])
    expect(await registered(ctx, id, { name: 'Parts', options: { ...options } })).toMatchObject({ state: 'ready', rows: 2, columns: seen.columns, source: { kind: 'upload', fileName: 'cars.csv', options, rejected: { rows: 1 } } })
    await expect(readUpload(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(existsSync(uploadFile(id))).toBe(false)
  })

  test('an upload that cannot be read so stays to be corrected', async () => {
    const ctx = await testContext(db)
    const { id } = await arrived(ctx, 'v\n1\nsoon\n')
    expect(await registered(ctx, id, { name: 'Times', options: { types: { v: 'integer' } } })).toMatchObject({ state: 'failed', source: { uploadId: id } })
    expect((await readUpload(ctx, id)).state).toBe('received')
    expect(await registered(ctx, id, { name: 'Times', options: { types: { v: 'integer' }, nullMarkersBy: { v: ['soon'] } } })).toMatchObject({ state: 'ready', version: 2, rows: 2 })
  })

  test('of what cannot be read it is told what it is, and how it begins', async () => {
    const ctx = await testContext(db)
    const cut = await arrived(ctx, 'a,b\n1,"never closed\n2,3\n')
    await expect(previewUpload(ctx, cut.id, {})).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('line 2'), details: { format: 'csv', lines: ['a,b', '1,"never closed', '2,3', ''] } })
    const damaged = await arrived(ctx, 'PAR1, cut', 'cut.parquet')
    await expect(previewUpload(ctx, damaged.id, {})).rejects.toMatchObject({ code: 'invalid', details: { format: 'parquet', lines: [] } })
  })

  test('the marks of numbers and the order of days are told as they were found', async () => {
    const ctx = await testContext(db)
    const { id } = await arrived(ctx, 'n;k;d\n1,5;1.000,5;31/01/2024\n2,25;2.000,0;01/02/2024\n')
    expect((await previewUpload(ctx, id, {})).findings.map(({ written }) => written)).toEqual([{ decimal: ',' }, { decimal: ',', thousands: '.' }, { dateOrder: 'dmy' }])
  })

  test('a further version begins with the options of the last', async () => {
    const ctx = await testContext(db)
    const first = await arrived(ctx, 'a~b\n1~2\n')
    await registered(ctx, first.id, { name: 'Twice', options: { delimiter: '~' } })
    expect((await arrived(ctx, 'a~b\n3~4\n', 'again.csv', 'Twice')).options).toEqual({ delimiter: '~' })
    expect((await readData(ctx, 'Twice')).latest.source.options).toEqual({ delimiter: '~' })
  })

  test('of a large text the beginning is read at once, and all of it on demand', async () => {
    const ctx = await testContext(db)
    const lines = Array.from({ length: 400_000 }, (_, index) => `${index},word ${index}`)
    lines[399_000] = 'late,word'
    const { id } = await arrived(ctx, `n,w\n${lines.join('\n')}\n`)
    const started = performance.now()
    const seen = await previewUpload(ctx, id, {})
    expect(seen).toMatchObject({ partial: true, rejected: 0, columns: [{ name: 'n', type: 'integer' }, { name: 'w', type: 'text' }] })
    expect(seen.total).toBeGreaterThan(100_000)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(await previewUpload(ctx, id, { whole: true })).toMatchObject({ partial: false, total: 400_000, columns: [{ type: 'text' }, { type: 'text' }] })
  })
})

describe('keeping and tidying', () => {
  test('a stranger finds nothing, and neither does a colleague', async () => {
    const ctx = await testContext(db)
    const { id } = await arrived(ctx, 'a\n1\n')
    const stranger = await testContext(db)
    const colleague = { ...stranger, workspace: ctx.workspace }
    for (const other of [stranger, colleague]) {
      const attempts = [readUpload(other, id), appendUpload(other, id, 0, bytes('x')), checkUpload(other, id, {}), previewUpload(other, id, {}), registerUpload(other, id, { name: 'mine' }), deleteUpload(other, id), uploadRejects(other, id)]
      const codes = (await Promise.allSettled<unknown>(attempts)).map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'done'))
      expect(codes).toEqual(attempts.map(() => 'not_found'))
      expect(await listUploads(other)).toEqual([])
    }
    for (const role of ['viewer', 'labeler'] as const) await expect(createUpload(await testContext(db, { role }), { fileName: 'a', size: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('what nobody touched for a week goes, with files that belong to nothing', async () => {
    const ctx = await testContext(db)
    const [old, young] = [await arrived(ctx, 'a\n1\n'), await arrived(ctx, 'a\n2\n')]
    await db.update(uploads).set({ updatedAt: sql`now() - interval '8 days'` }).where(eq(uploads.id, old.id))
    const lost = uploadFile('00000000-0000-4000-8000-000000000000')
    writeFileSync(lost, 'x')
    utimesSync(lost, 0, 0)
    expect(await sweepUploads(db)).toBe(2)
    expect([old, young].map(({ id }) => existsSync(uploadFile(id)))).toEqual([false, true])
    expect((await listUploads(ctx)).map(({ id }) => id)).toEqual([young.id])
    await deleteUpload(ctx, young.id)
    expect(await listUploads(ctx)).toEqual([])
  })
})
