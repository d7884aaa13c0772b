import { expect, test } from '@playwright/test'
import { card, createPipeline, openPipeline, runToEnd } from './support/studio'
import { penguins } from './support/penguins'
import { owner } from './support/owner'

test.describe.configure({ timeout: 180_000 })

test('runs from the canvas, live; the ROC is there to read', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Run and read', penguins({ seed: Date.now() % 100_000 }))
  await openPipeline(page, id)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(card(page, 'Evaluate')).toContainText('Succeeded', { timeout: 120_000 })
  await expect(card(page, 'Penguins')).toContainText('344 × 7')

  await page.getByRole('link', { name: /^Run \d+: succeeded/ }).click()
  await expect(page).toHaveURL(/\/runs\//)
  await card(page, 'Evaluate').click()
  await expect(page.getByRole('heading', { name: /ROC/ })).toBeVisible()
  await expect(page.getByText(/AUC/).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: /Confusion matrix/ })).toBeVisible()
  await expect(page.getByText(/held-out|rows were right|of \d+ rows/).first()).toBeVisible()
})

test('the second run reuses every step and says so', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Run twice', penguins({ seed: 7 }))
  const first = await runToEnd(request, baseURL!, id)
  expect(first.state).toBe('succeeded')
  await openPipeline(page, id)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(card(page, 'Evaluate')).toContainText('Reused', { timeout: 30_000 })
  await page.getByRole('link', { name: /^Run \d+: succeeded/ }).click()
  await page.getByRole('tab', { name: 'Steps' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Reused' })).toHaveCount(6)
})

test('a changed parameter is named as the reason for computing anew', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Change a depth', penguins({ seed: 11, depth: 3 }))
  await runToEnd(request, baseURL!, id)
  await openPipeline(page, id)
  await card(page, 'Train').click()
  const depth = page.locator('#inspector').getByRole('textbox', { name: /depth/i })
  await depth.fill('5')
  await depth.press('Tab')
  await expect(card(page, 'Train')).toContainText('edited')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(card(page, 'Evaluate')).toContainText('Succeeded', { timeout: 60_000 })
  await expect(card(page, 'Training and test')).toContainText('Reused')
  await page.getByRole('link', { name: /^Run \d+: succeeded/ }).click()
  await page.getByRole('tab', { name: 'Steps' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Train' }).filter({ hasText: '3 → 5' })).toBeVisible()
})

test('a broken step says what is wrong, on the step, and runs once repaired', async ({ page, request, baseURL }) => {
  const graph = penguins({ seed: 13 })
  graph.nodes.find((node) => node.id === 'train')!.params.target = 'Specie'
  const id = await createPipeline(request, baseURL!, 'Break and repair', graph)
  await openPipeline(page, id)
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems.getByRole('button', { name: /error/ })).toBeVisible()

  await card(page, 'Train').click()
  await expect(page.locator('#inspector')).toContainText('“Specie”')
  await page.locator('#inspector').getByLabel('Target', { exact: true }).click()
  await page.getByRole('option', { name: 'Species' }).click()
  await expect(problems).toContainText('No problems')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(card(page, 'Evaluate')).toContainText('Succeeded', { timeout: 120_000 })
})
