import { expect, test, type Page } from '@playwright/test'
import type { ShapeKind } from '@/lib/labeling/shapes'
import { labeler, labelingProject, openLabeling, press, saved, shapesOf, stroke } from './support/labeling'
import { owner } from './support/owner'

const boxes = { name: 'Together', kinds: ['box'] as ShapeKind[], labels: [{ name: 'Cell' }] }
const fileName = (page: Page) => page.getByRole('heading', { name: /^image-\d\.png$/ })

test('two people get every image once, and are told when nothing is left', async ({ page, request, browser, baseURL }) => {
  const { id } = await labelingProject(request, baseURL!, boxes, 4)
  const other = await labeler(page, browser, baseURL!)
  const seen: string[] = []
  await openLabeling(page, id)
  await openLabeling(other, id)
  for (let round = 0; round < 2; round++) {
    for (const person of [page, other]) {
      const name = (await fileName(person).textContent())!
      expect(seen).not.toContain(name)
      seen.push(name)
      await press(person, 'r')
      await stroke(person, [[20, 20], [80, 60]])
      await press(person, 'Control+Enter')
      await expect(person.getByRole('heading', { name })).toBeHidden()
    }
  }
  expect(seen.sort()).toEqual(['image-1.png', 'image-2.png', 'image-3.png', 'image-4.png'])
  for (const person of [page, other]) await expect(person.getByText('Nothing left')).toBeVisible()
  await other.context().close()
})

test('a session that ends is begun again over the page, and nothing is lost', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: undefined })
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, email: owner.email, password: owner.password, json: 'true' } })
  const { id } = await labelingProject(context.request, baseURL!, boxes, 1)
  const page = await context.newPage()
  const task = await openLabeling(page, id)
  await context.clearCookies()
  await press(page, 'r')
  await stroke(page, [[20, 20], [80, 60]])
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toContainText('Your last edit is kept in this browser')
  await expect(page.getByText('Signed out: 1 kept here')).toBeVisible()
  await dialog.getByLabel('Password', { exact: true }).fill(owner.password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog).toBeHidden()
  await saved(page)
  expect(await shapesOf(context.request, baseURL!, task)).toHaveLength(1)
  await context.close()
})

test('one label an image is one key an image, and several images are labeled at once', async ({ page, request, baseURL }) => {
  const { id } = await labelingProject(request, baseURL!, { name: 'Classes', kinds: ['tag'], labels: [{ name: 'Sharp' }, { name: 'Blurred' }] }, 6)
  await page.goto(`/w/${owner.workspace}/labeling/${id}/label`)
  await expect(page.getByRole('heading', { name: 'image-1.png' })).toBeVisible()
  await press(page, '2')
  await expect(page.getByRole('heading', { name: 'image-2.png' })).toBeVisible()
  await page.getByRole('radio', { name: 'Four images' }).click()
  const pictures = page.getByRole('button', { name: /^image-\d\.png$/ })
  await expect(pictures).toHaveCount(4)
  await pictures.nth(2).click()
  await expect(page.getByText('1 selected')).toBeVisible()
  await press(page, '1')
  await expect(pictures.nth(2)).toContainText('Sharp')
  await press(page, 'Control+Enter')
  await expect(page.getByRole('alert').filter({ hasText: '3 of 4 images have no label yet' })).toBeVisible()
  await press(page, 'Control+a', '1', 'Control+Enter')
  await expect(page.getByRole('heading', { name: 'image-6.png' })).toBeVisible()
  await expect(pictures).toHaveCount(1)
})
