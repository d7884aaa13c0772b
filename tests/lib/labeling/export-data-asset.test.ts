import { Readable } from 'node:stream'
import { DuckDBInstance } from '@duckdb/node-api'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { insertImage } from '@/db/queries/labeling/images'
import { artifactStore } from '@/lib/artifacts/store'
import { exportDataAsset } from '@/lib/labeling/assist/export-data-asset'
import { createProject } from '@/lib/labeling/create-project'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testArtifacts } from '../queue/support'
import { member } from './support'

testArtifacts()
const { db } = await testDatabase()

const source = { person: { by: 'person' }, model: { by: 'model', model: 'Leaves 1', confidence: 0.97 } }

it('puts finished images with their pictures and labels into a data asset, and tells who gave them', { timeout: 120_000 }, async () => {
  const ctx = await testContext(db)
  const project = await createProject(ctx, { name: 'Leaves', kinds: ['tag'], tags: 'many', labels: [{ name: 'oak' }, { name: 'elm' }] })
  const [oak, elm] = project.labels.map(({ id }) => id) as [string, string]
  await expect(exportDataAsset(ctx, project.id, { name: 'leaves' })).rejects.toMatchObject({ code: 'conflict', message: 'No image of this project is finished yet. Label some first.' })
  const add = async (fileName: string, labels: string[] | null, by: keyof typeof source) => {
    const png = await sharp({ create: { width: 6, height: 4, channels: 3, background: fileName === 'a.png' ? '#f00' : '#00f' } }).png().toBuffer()
    const blob = await artifactStore().write(Readable.from([png]))
    const image = await insertImage(db, { projectId: project.id, ...blob, mime: 'image/png', fileName, width: 6, height: 4, orientation: 1, webDigest: null, webMime: null, thumbDigest: null, problem: '', createdBy: null }, [blob])
    const result = labels?.map((label, z) => ({ id: `t${z}`, label, shape: { kind: 'tag' }, attributes: {}, z, locked: false, hidden: false, source: source[by] }))
    if (result) await db.execute(sql`update labeling_tasks set state = 'done', result = ${JSON.stringify(result)}::text::jsonb where image_id = ${image!.id}`)
    return png
  }
  const first = await add('a.png', [oak, elm], 'person')
  await add('b/c.png', [elm], 'model')
  await add('open.png', null, 'person')
  const made = await exportDataAsset(ctx, project.id, { name: 'leaves' })
  expect(made).toMatchObject({ name: 'leaves', version: 1, state: 'ready', rows: 2 })
  expect(await exportDataAsset(ctx, project.id, { name: 'leaves' })).toMatchObject({ version: 2 })

  const [{ digest } = { digest: null }] = await db.execute<{ digest: string | null }>(sql`select digest from data_asset_versions order by version limit 1`)
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const read = await connection.runAndReadAll(`select image, label, "by", width::INTEGER AS width, height::INTEGER AS height, to_base64(picture) as picture from read_parquet('${artifactStore().path(digest!)}')`)
  expect(read.getRowObjectsJson()).toEqual([
    { image: 'a.png', label: 'oak|elm', by: 'person', width: 6, height: 4, picture: first.toString('base64') },
    { image: 'b/c.png', label: 'elm', by: 'model', width: 6, height: 4, picture: expect.any(String) },
  ])
  connection.closeSync()
  await expect(exportDataAsset(await member(ctx), project.id, { name: 'leaves' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(exportDataAsset(await testContext(db), project.id, { name: 'leaves' })).rejects.toMatchObject({ code: 'not_found' })
})
