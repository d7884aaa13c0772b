import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { rest, watchConsole } from './support/studio'
import { owner } from './support/owner'

test('a new pipeline starts from a template, with its data', async ({ page, baseURL }) => {
  const seen = watchConsole(page)
  await page.goto(`/w/${owner.workspace}/pipelines?new=blank`)
  const dialog = page.getByRole('dialog', { name: 'New pipeline' })
  await expect(dialog.getByRole('radio', { name: /A blank canvas/ })).toBeChecked()
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await dialog.getByRole('radio', { name: /Automobile prices/ }).check()
  await dialog.getByLabel('Name').fill('Prices of cars')
  await dialog.getByRole('button', { name: 'Create pipeline' }).click()
  await expect(page).toHaveURL(/\/pipelines\/[0-9a-f-]{36}/)
  await expect(page.getByText('Which one is better')).toBeVisible()
  // The table is brought in beside it, and read in the background.
  const automobile = () => rest(page.request, baseURL!).get<{ assets: { name: string; latest: { state: string; rows: number | null } | null }[] }>('/data').then(({ assets }) => assets.find(({ name }) => name === 'automobile')?.latest)
  await expect.poll(automobile).toMatchObject({ state: 'ready', rows: 205 })
  expect(seen.errors).toEqual([])
})
