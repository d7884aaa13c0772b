import { expect, test } from '@playwright/test'
import { owner } from './support/owner'
import { trackRun } from './support/tracking'

test('runs that a client has logged are filtered, given a column, opened, charted, and their files looked at', async ({ page, baseURL }) => {
  const name = `Tracked ${Date.now()}`
  const { experiment, run } = await trackRun(page.request, baseURL!, name)
  await page.goto(`/w/${owner.workspace}/experiments`)
  await page.getByRole('link', { name }).click()
  const runs = page.getByRole('table', { name: 'Runs' })
  await expect(runs.getByRole('link', { name: 'first try' })).toBeVisible()
  await expect(runs.getByRole('cell', { name: '0.05234', exact: true })).toBeVisible()

  const filter = page.getByRole('textbox', { name: 'Filter' })
  await filter.fill('metrics.loss <')
  await filter.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Expected a number for metric “loss”, at the end of the filter' })).toBeVisible()
  await filter.fill("metrics.loss < 0.1 AND (tags.team = 'fish' OR params.depth > 5)")
  await filter.press('Enter')
  await expect(page.getByText('No run fits this filter')).toBeVisible()
  await filter.fill("metrics.loss < 0.1 AND params.depth BETWEEN 1 AND 5")
  await filter.press('Enter')
  await expect(runs.getByRole('link', { name: 'first try' })).toBeVisible()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'team' }).click()
  await page.keyboard.press('Escape')
  await expect(runs.getByRole('cell', { name: 'birds' })).toBeVisible()

  await runs.getByRole('link', { name: 'first try' }).click()
  await expect(page).toHaveURL(new RegExp(`/experiments/${experiment}/runs/${run}`))
  await page.getByRole('tab', { name: 'Charts' }).click()
  await expect(page.getByRole('heading', { name: 'loss' })).toBeVisible()
  await page.getByRole('tab', { name: 'Artifacts' }).click()
  await page.getByRole('button', { name: 'tables' }).click()
  await page.getByRole('button', { name: /species\.csv/ }).click()
  await expect(page.getByRole('cell', { name: 'Adelie' })).toBeVisible()
})
