import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { rest, watchConsole } from './support/studio'
import { owner } from './support/owner'

const csv = ['id,name,joined,amount', '007,Ann,2024-02-29,1.5', '008,"Bo, the second",2024-03-01,', '009,Čeněk,2024-03-02,-2e3', ''].join('\n')

test('a file becomes a data asset with its columns, rows and profile', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const name = `people-${Date.now().toString(36)}`
  await page.goto(`/w/${owner.workspace}/data/new`)
  await page.locator('input[type=file]').setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.waitForURL(/\/data\/uploads\//)
  await expect(page.getByText('3 rows × 4 columns')).toBeVisible()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
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
  await expect(page.getByRole('button', { name: 'Register', exact: true })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Add another file' })).toBeVisible()
})

test('what was guessed is shown and corrected before a file is registered', async ({ page, request, baseURL }) => {
  const name = `orders-${Date.now().toString(36)}`
  await page.goto(`/w/${owner.workspace}/data/new`)
  const dirty = 'when~code~n\n01/02/2024~7~1\n03/04/2024~8~soon\n04/05/2024~9~3\n1~2\n'
  await page.locator('input[type=file]').setInputFiles({ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(dirty) })
  await page.waitForURL(/\/data\/uploads\//)
  const summary = page.getByRole('status').filter({ hasText: /rows? ×/ })
  await expect(summary).toContainText('1 column')

  await page.getByRole('combobox', { name: 'Columns are set apart by' }).click()
  await page.getByRole('option', { name: 'Another character…' }).click()
  await expect(summary).toContainText('3 rows × 3 columns')
  await expect(summary).toContainText('1 row set aside')
  await expect(page.getByRole('region', { name: 'Rows set aside' })).toContainText('It has 2 values; the table has 3 columns.')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download them (CSV)' }).click()])
  expect(download.suggestedFilename()).toBe(`${name}.txt rejected.csv`)

  // By keyboard: the order of the days, and the text that means missing.
  await page.getByRole('button', { name: 'Day first: when' }).press('Enter')
  await expect(page.getByRole('region', { name: 'First rows' })).toContainText('2024-02-01')
  await page.getByRole('button', { name: 'Take it as missing: n' }).press('Enter')
  await page.getByRole('button', { name: /^code: correct/ }).press('Enter')
  await page.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'text', exact: true }).click()
  await page.keyboard.press('Escape')

  // Who leaves the page finds the file, and what was decided of it, again.
  const review = page.url()
  await expect.poll(async () => JSON.stringify((await rest(request, baseURL!).get<{ options: object }>(`/uploads/${review.split('/').at(-1)}`)).options)).toContain('"code":"text"')
  await page.goto(`/w/${owner.workspace}/data/new`)
  await page.locator(`a[href$="${new URL(review).pathname}"]`).click()
  await expect(summary).toContainText('3 rows × 3 columns')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.waitForURL(new RegExp(`/data/${name}`))
  const asset = await rest(request, baseURL!).get<{ latest: { rows: number; columns: { type: string }[] } }>(`/data/${name}`)
  expect([asset.latest.rows, asset.latest.columns.map((column) => column.type)]).toEqual([3, ['date', 'text', 'integer']])
})

test('an upload goes on after a lost connection and after a reload', async ({ page }, info) => {
  const file = info.outputPath(`long-${Date.now().toString(36)}.csv`)
  writeFileSync(file, `n,text\n${Array.from({ length: 200_000 }, (_, index) => `${index},${'x'.repeat(84)}`).join('\n')}\n`)
  await page.goto(`/w/${owner.workspace}/data/new`)
  const offsets: string[] = []
  let broken = true
  await page.route(/\/api\/v1\/uploads\/[0-9a-f-]+$/, (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    offsets.push(route.request().headers()['upload-offset']!)
    return broken && offsets.length > 1 ? route.abort('connectionreset') : route.continue()
  })
  page.on('dialog', (dialog) => void dialog.accept())
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText(/The connection is lost at/)).toBeVisible({ timeout: 30_000 })
  await page.reload()
  await expect(page.getByText(/Choose the same file again to go on/).first()).toBeVisible()
  broken = false
  const before = offsets.length
  await page.locator('input[type=file]').setInputFiles(file)
  await page.waitForURL(/\/data\/uploads\//, { timeout: 30_000 })
  expect(offsets.slice(before)).toEqual([String(16 << 20)])
  await expect(page.getByText('200,000 rows × 2 columns')).toBeVisible({ timeout: 30_000 })
})

test('an open data set comes from the gallery with its source and licence', async ({ page }) => {
  await page.goto(`/w/${owner.workspace}/data/gallery`)
  await page.getByRole('searchbox').fill('seattle weather')
  await expect(page.getByText(/NOAA/).first()).toBeVisible()
})
