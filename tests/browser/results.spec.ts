import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import type { RunView } from '@/lib/runs/schema'
import { owner } from './support/owner'
import { penguins } from './support/penguins'
import { createPipeline, runToEnd, watchConsole } from './support/studio'

test.describe.configure({ timeout: 180_000, mode: 'serial' })

let first: RunView
let second: RunView

/** Which sex a penguin has: two classes, and not a perfect model. The depth is the pipeline's parameter. */
test.beforeAll(async ({ playwright, baseURL }, info) => {
  info.setTimeout(180_000)
  const request = await playwright.request.newContext({ baseURL: baseURL!, storageState: info.project.use.storageState as string })
  const graph = penguins({ seed: 5, trees: 10 })
  const params = (id: string) => graph.nodes.find((node) => node.id === id)!.params
  params('split').stratify = 'Sex'
  Object.assign(params('train'), { target: 'Sex', max_depth: { $parameter: 'depth' } })
  params('evaluate').target = 'Sex'
  // One bird's sex is a dot.
  graph.nodes.push({ id: 'known', component: 'transform.filter-rows@1', name: 'Known sex', params: { conditions: [{ column: 'Sex', operator: 'not-equals', value: '.' }] }, note: '', position: { x: 320, y: 200 } })
  graph.edges = graph.edges.filter(({ to }) => to.node !== 'split')
  graph.edges.push({ from: { node: 'clean', port: 'table' }, to: { node: 'known', port: 'table' } }, { from: { node: 'known', port: 'table' }, to: { node: 'split', port: 'table' } })
  graph.parameters = [{ name: 'depth', type: 'integer', default: 1, help: '' }]
  const id = await createPipeline(request, baseURL!, 'Sex of penguins', graph)
  first = await runToEnd(request, baseURL!, id)
  second = await runToEnd(request, baseURL!, id, { parameters: { depth: 6 } })
  expect([first.state, second.state]).toEqual(['succeeded', 'succeeded'])
  await request.dispose()
})

const open = (page: Page, run: RunView, query: string) => page.goto(`/w/${owner.workspace}/runs/${run.id}?${query}`)

test('a cell of the confusion matrix leads to its rows', async ({ page }) => {
  const { errors } = watchConsole(page)
  await open(page, first, 'step=evaluate&wide=1')
  const wrong = page.getByRole('button', { name: /rows that are FEMALE, predicted MALE/ }).or(page.getByRole('button', { name: /rows that are MALE, predicted FEMALE/ })).first()
  await expect(wrong).toBeVisible()
  const [, count, actual, predicted] = /^(\d+) rows that are (\w+), predicted (\w+)/.exec((await wrong.getAttribute('aria-label'))!)!
  await wrong.click()
  await expect(page).toHaveURL(/filter=/)
  await expect(page.getByRole('button', { name: `Remove the filter Sex = ${actual}` })).toBeVisible()
  await expect(page.getByRole('button', { name: `Remove the filter prediction = ${predicted}` })).toBeVisible()
  await expect(page.getByText(new RegExp(`^${count} of \\d+ rows`))).toBeVisible()
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(Number(count) + 1)
  // The way back, and the same rows again from the address alone.
  const address = page.url()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible()
  await page.goto(address)
  await expect(page.getByText(new RegExp(`^${count} of \\d+ rows`))).toBeVisible()
  expect(errors.filter((error) => !error.includes('404'))).toEqual([])
})

test('the threshold moves the measures, the outcomes and the address', async ({ page }) => {
  await open(page, first, 'step=evaluate&wide=1')
  const slider = page.getByRole('slider', { name: /^Threshold/ })
  const panel = page.getByRole('region', { name: 'Threshold', exact: true })
  await expect(panel.getByLabel('Threshold', { exact: true })).toHaveText('0.500')
  const before = await panel.locator('dl').innerText()
  await slider.press('Home')
  // Everything is called the class: all are found, and no other row is left alone.
  await expect(panel.getByLabel('Threshold', { exact: true })).toHaveText('0.000')
  await expect(panel.locator('dl > div').filter({ hasText: 'Recall' })).toContainText('1.000')
  await expect(panel.locator('dl > div').filter({ hasText: 'Specificity' })).toContainText('0.000')
  expect(await panel.locator('dl').innerText()).not.toBe(before)
  await expect(page).toHaveURL(/[?&]at=0(&|$)/)
  await slider.press('End')
  await expect(panel.locator('dl > div').filter({ hasText: 'Called' })).not.toContainText('100%')
  await page.getByRole('button', { name: 'Use the best threshold' }).click()
  await expect(page).toHaveURL(/[?&]at=0\.\d+/)
  const rows = panel.getByRole('button', { name: /show the rows$/ }).first()
  const count = /^(\d+)/.exec((await rows.getAttribute('aria-label'))!)![1]!
  await rows.click()
  await expect(page.getByText(new RegExp(`^${count} of \\d+ rows`))).toBeVisible()
})

test('errors by group lead to the rows that are wrong', async ({ page }) => {
  await open(page, first, 'step=evaluate&wide=1&group=Species')
  const bar = page.getByRole('button', { name: /^(Adelie|Chinstrap|Gentoo), [1-9]\d* of \d+: show the rows/ }).first()
  await bar.scrollIntoViewIfNeeded()
  const [, species, wrong] = /^(\w+), (\d+) of/.exec((await bar.getAttribute('aria-label'))!)!
  await bar.click()
  await expect(page.getByRole('button', { name: `Remove the filter Species = ${species}` })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove the filter Sex ≠ prediction' })).toBeVisible()
  await expect(page.getByText(new RegExp(`^${wrong} of \\d+ rows`))).toBeVisible()
})

test('a table’s correlation leads to a scatter, a bar to its rows, and the drawing can be taken along', async ({ page }) => {
  await open(page, first, 'step=clean&wide=1')
  await page.getByRole('tab', { name: 'Chart' }).click()
  await page.getByRole('combobox', { name: 'Chart' }).click()
  await page.getByRole('option', { name: 'Correlation' }).click()
  await expect(page).toHaveURL(/chart=correlation/)
  // The menu of the frame is opened while one drawing takes the place of another: what is chosen then holds for the new one.
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/\/charts?\b/, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: /^Body Mass \(g\) and Flipper Length \(mm\), 0\.87/ }).click()
  await expect(page).toHaveURL(/chart=scatter/)
  await page.getByRole('button', { name: /^Download .*orrelation/ }).click()
  answer()
  await expect(page.locator('h3', { hasText: /against/ })).toBeVisible()
  await expect(page.getByText(/Pearson’s r 0\.87/)).toBeVisible()
  const saving = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click()
  expect(readFileSync((await (await saving).path())!, 'utf8')).toMatch(/^<svg[^]*M\d/)

  await page.getByRole('combobox', { name: 'Chart' }).click()
  await page.getByRole('option', { name: 'Counts' }).click()
  await page.getByRole('combobox', { name: 'Column' }).click()
  await page.getByRole('option', { name: 'Species' }).click()
  await page.getByRole('button', { name: /^Gentoo, \d+: show the rows/ }).click()
  await expect(page.getByRole('button', { name: 'Remove the filter Species = Gentoo' })).toBeVisible()
})

test('two runs stand beside each other', async ({ page }) => {
  await open(page, second, `tab=compare&with=${first.id}`)
  const train = page.getByRole('region', { name: 'Train', exact: true })
  await expect(train).toContainText('1 → 6')
  await expect(page.getByRole('region', { name: 'Metrics of both runs' })).toContainText('Accuracy')
  await expect(page.getByRole('region', { name: 'Evaluate', exact: true }).getByRole('heading', { name: /ROC curve/ })).toBeVisible()
  await expect(page.getByText(/^The same in both: .*Penguins/)).toBeVisible()
  await page.getByRole('region', { name: 'Score', exact: true }).getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('region', { name: 'Columns of both tables' })).toContainText('probability_MALE')
})

test('a forest shows its trees one by one', async ({ page }) => {
  await open(page, second, 'step=train&wide=1')
  await expect(page.getByRole('heading', { name: 'Tree 1 of 10' })).toBeVisible()
  await page.getByRole('button', { name: 'Next tree' }).click()
  await expect(page.getByRole('heading', { name: 'Tree 2 of 10' })).toBeVisible()
  const more = page.getByRole('button', { name: /^Open \d+ nodes below/ }).first()
  await more.click()
  await expect(page).toHaveURL(/tree=2/)
})

test('a run’s report opens by itself, with nothing to fetch', async ({ page, context }) => {
  await open(page, first, '')
  const opening = context.waitForEvent('page')
  await page.getByRole('link', { name: 'Report' }).click()
  const report = await opening
  const requests: string[] = []
  report.on('request', (request) => requests.push(request.url()))
  await expect(report.getByRole('heading', { level: 1 })).toContainText('Sex of penguins')
  for (const heading of ['Result: Evaluate', 'Model: Train', 'How it was made', 'Data', 'Steps and settings', 'Lineage']) await expect(report.getByRole('heading', { name: heading, exact: true })).toBeVisible()
  await expect(report.getByRole('img', { name: /Drawing of the pipeline with 7 steps/ })).toBeVisible()
  expect(requests.filter((url) => !url.includes('/report') && !url.includes('favicon'))).toEqual([])
})
