import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { blobPath } from '@/lib/protocol/artifacts'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

test('label.import-images passes the images on byte for byte', async () => {
  const { path: file } = await bench.table("select 'a.png' as image, 'cat' as label, '\\x89PNG'::blob as picture")
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  const blob = blobPath(bench.artifactRoot, digest)
  mkdirSync(path.dirname(blob), { recursive: true })
  copyFileSync(file, blob)
  const { outputs } = await bench.run('label.import-images@1', { asset: { name: 'cats', version: 1, digest } })
  expect(outputs.table).toMatchObject({ digest, meta: { rows: 1, columns: [{ name: 'image' }, { name: 'label' }, { name: 'picture', type: 'other' }] } })
})

test('label.import-images asks for a data asset with pictures', () => {
  const component = findComponent('label.import-images@1')!
  const infer = (name: string, columns: Column[] | null) => component.infer({ params: component.params.parse(name ? { asset: { name, version: 'latest' } } : {}), inputs: {}, connected: new Set(), asset: () => columns })
  expect(infer('', null).problems).toMatchObject([{ param: 'asset', message: 'Choose the data asset to import' }])
  expect(infer('cars', [{ name: 'speed', type: 'number' }]).problems).toMatchObject([{ param: 'asset', message: 'The data asset “cars” has no column “picture”. Choose one that a labeling project was exported to, or use Import data.' }])
  const columns: Column[] = [{ name: 'label', type: 'text' }, { name: 'picture', type: 'other' }]
  expect(infer('cats', columns)).toMatchObject({ problems: [], outputs: { table: columns } })
})
