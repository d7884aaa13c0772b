import { expect, test } from '@playwright/test'
import type { OpinionsView } from '@/lib/labeling/schema'
import { label, labeler, labelingProject, press } from './support/labeling'
import { owner } from './support/owner'
import { rest } from './support/studio'

test('numbers lead to the images behind them, where people differ is settled, corrected and kept as a known answer', async ({ page, request, browser, baseURL }) => {
  const { id, labels } = await labelingProject(request, baseURL!, { name: 'Quality', kinds: ['tag'], overlap: 2, labels: [{ name: 'Cat' }, { name: 'Dog' }] }, 2)
  const [cat, dog] = labels.map((each) => each.id)
  const other = await labeler(page, browser, baseURL!)
  await label(request, baseURL!, id, 'Cat')
  await label(request, baseURL!, id, 'Cat')
  await label(other.request, baseURL!, id, 'Cat')
  const task = await label(other.request, baseURL!, id, 'Dog')
  await other.context().close()
  const opinions = () => rest(request, baseURL!).get<OpinionsView>(`/labeling/tasks/${task}/review`)

  await page.goto(`/w/${owner.workspace}/labeling/${id}?tab=quality`)
  await expect(page.getByRole('button', { name: /^Same labels: 50.0%/ })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /^Dog: 0.0%/ }).click()
  await expect(page).toHaveURL(/of=/)
  const images = page.getByRole('region', { name: 'Images behind the numbers' })
  await images.getByRole('button', { name: 'image-2.png' }).click()
  const dialog = page.getByRole('dialog', { name: 'image-2.png' })
  const sides = dialog.getByRole('region', { name: /Left|Right/ })
  await expect(sides).toHaveCount(2)
  await expect(sides.filter({ hasText: 'Dog' })).toHaveCount(1)
  await sides.filter({ hasText: 'Dog' }).getByRole('button', { name: 'Take this one' }).click()
  await expect(dialog).toBeHidden()
  await expect(images.getByText('Settled')).toBeVisible()
  expect(await opinions()).toMatchObject({ state: 'done', result: [{ label: dog }], opinions: [{}, {}] })

  await images.getByRole('button', { name: 'image-2.png' }).click()
  await dialog.getByRole('link', { name: 'Correct' }).click()
  await expect(page.getByText('What you save becomes the result')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Save correction' })).toBeEnabled()
  await press(page, '1')
  await page.getByRole('button', { name: 'Save correction' }).click()
  await page.waitForURL(/tab=quality/)
  await expect.poll(async () => (await opinions()).result?.map((annotation) => annotation.label)).toEqual([cat])
  expect((await opinions()).opinions.map(({ annotations }) => annotations[0]!.label).sort()).toEqual([cat, dog].sort())

  await images.getByRole('button', { name: 'image-2.png' }).click()
  await dialog.getByRole('button', { name: 'Use as known answer' }).click()
  await expect(dialog.getByText('Its answer is known')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send back' })).toBeHidden()
  expect(await opinions()).toMatchObject({ gold: true, result: [{ label: cat }] })
})
