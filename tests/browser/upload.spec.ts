import { expect, test } from '@playwright/test'
import { rest, watchConsole } from './support/studio'
import { owner } from './support/owner'

const csv = ['id,name,joined,amount', '007,Ann,2024-02-29,1.5', '008,"Bo, the second",2024-03-01,', '009,Čeněk,2024-03-02,-2e3', ''].join('\n')

test('a file becomes a data asset with its columns, rows and profile', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const name = `people-${Date.now().toString(36)}`
  await page.goto(`/w/${owner.workspace}/data/new`)
  await page.locator('input[type=file]').setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByText(`${name}, version 1: 3 rows × 4 columns`)).toBeVisible()
  await page.getByRole('link', { name: 'Open', exact: true }).click()
  await page.waitForURL(new RegExp(`/data/${name}`))
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByText('Bo, the second')).toBeVisible()
  // Leading zeros are ids, not numbers.
  await expect(page.getByText('007', { exact: true })).toBeVisible()

  await page.getByRole('tab', { name: 'Profile' }).click()
  await expect(page.getByText(/1 missing|missing.*1/i).first()).toBeVisible()

  const asset = await rest(request, baseURL!).get<{ versions: { rows: number; columns: { name: string; type: string }[] }[] }>(`/data/${name}`)
  expect(asset.versions[0]!.rows).toBe(3)
  expect(asset.versions[0]!.columns.map((column) => column.type)).toEqual(['text', 'text', 'date', 'number'])
  expect(seen.errors).toEqual([])
})

test('a file that cannot be read says why and leaves nothing half', async ({ page }) => {
  await page.goto(`/w/${owner.workspace}/data/new`)
  await page.locator('input[type=file]').setInputFiles({ name: 'broken.parquet', mimeType: 'application/octet-stream', buffer: Buffer.from('this is no parquet') })
  await expect(page.getByRole('alert').filter({ hasText: /Parquet/ }).first()).toBeVisible()
})

test('an open data set comes from the gallery with its source and licence', async ({ page }) => {
  await page.goto(`/w/${owner.workspace}/data/gallery`)
  await page.getByRole('searchbox').fill('seattle weather')
  await expect(page.getByText(/NOAA/).first()).toBeVisible()
})
