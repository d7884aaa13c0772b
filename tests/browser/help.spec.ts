import { expect, test } from '@playwright/test'
import { card, createPipeline, openPipeline, readGraph, runToEnd, watchConsole } from './support/studio'

const wire = (from: string, to: string) => {
  const [a, b] = [from.split('.'), to.split('.')]
  return { from: { node: a[0]!, port: a[1]! }, to: { node: b[0]!, port: b[1]! } }
}
const step = (id: string, component: string, params: Record<string, unknown>, x: number, y: number) => ({ id, component, name: '', note: '', params, position: { x, y } })
const penguins = step('data', 'data.import@1', { asset: { name: 'penguins', version: 'latest' } }, 300, 0)

test('the live sample changes as a filter is typed: how many rows, and which', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Sampled', {
    nodes: [penguins, step('filter', 'transform.filter-rows@1', { conditions: [{ column: 'Body Mass (g)', operator: 'more', value: '4000' }] }, 300, 140)],
    edges: [wire('data.table', 'filter.table')],
  })
  await openPipeline(page, id)
  await card(page, 'Filter rows').click()
  // 172 of 344 penguins weigh more than 4 kg, 9 more than 5.8 kg.
  await page.getByRole('button', { name: 'Sample: 344 → 172 rows' }).click()
  const drawer = page.getByRole('region', { name: 'Sample' })
  const grid = drawer.getByRole('grid', { name: 'Sample' })
  await expect(drawer.getByText('From all 344 rows')).toBeVisible()
  await expect(grid.getByRole('row').nth(1)).toContainText('Adelie')

  const value = page.locator('#inspector').getByRole('textbox', { name: 'Value' })
  await value.fill('5800')
  await expect(drawer.getByRole('status')).toContainText('344 → 9 rows')
  await expect(grid).toHaveAttribute('aria-rowcount', '10')
  await expect(grid.getByRole('row').nth(1)).toContainText('Gentoo')
  await expect(grid.getByRole('row').filter({ hasText: 'Adelie' })).toHaveCount(0)

  // What is not right is said in the component's words, and the rows come back when it is.
  await value.fill('much')
  await expect(drawer.getByRole('status')).toContainText('much')
  await value.fill('4000')
  await expect(drawer.getByRole('status')).toContainText('344 → 172 rows')
  // Nothing has been run for it.
  await expect(page.getByRole('button', { name: 'Results', exact: true })).toHaveCount(0)
  expect(seen.errors).toEqual([])
})

test('three faults are repaired by the fixes that the list offers, and the pipeline runs', async ({ page, request, baseURL }) => {
  test.setTimeout(150_000)
  const id = await createPipeline(request, baseURL!, 'Three faults', {
    nodes: [
      penguins,
      step('add', 'transform.compute-column@1', { columns: [{ name: 'always', expression: '1' }] }, 300, 140),
      step('train', 'learn.train-classifier@1', { target: 'Species', algorithm: 'logistic_regression' }, 160, 280),
      step('score', 'learn.score-model@1', {}, 440, 420),
      step('judge', 'learn.evaluate-model@1', { target: 'Specie' }, 440, 560),
    ],
    edges: [wire('data.table', 'add.table'), wire('add.table', 'train.table'), wire('add.table', 'score.table'), wire('train.model', 'score.model'), wire('score.table', 'judge.table')],
  })
  await openPipeline(page, id)
  await page.mouse.move(600, 300)
  const problems = page.getByRole('region', { name: 'Problems' })
  const count = problems.getByRole('button').last()
  await expect(count).toHaveText('1 error, 3 warnings', { timeout: 30_000 })
  await count.click()

  // An error in a parameter, by the keyboard alone.
  await problems.getByRole('button', { name: 'Use “Species”' }).press('Enter')
  await expect(count).toHaveText('3 warnings')
  // Gaps that the algorithm cannot take: a step is put on the wire.
  await expect(problems).toContainText('logistic regression cannot take them')
  await problems.getByRole('button', { name: 'Add Clean missing data', exact: true }).press('Enter')
  await expect(card(page, 'Clean missing data')).toBeVisible()
  await expect(count).toHaveText('2 warnings')
  // Judged by the rows that it learned from: the rows are split.
  await expect(problems).toContainText('judges the model by rows that it learns from')
  await problems.getByRole('button', { name: 'Split the rows for training and test' }).press('Enter')
  await expect(card(page, 'Split data')).toBeVisible()
  await expect(count).toHaveText('1 warning')

  // What does not matter here is set aside, and stays so for others.
  await expect(problems).toContainText('“always” has the same value in every row')
  await problems.getByRole('button', { name: 'Dismiss', exact: true }).press('Enter')
  await expect(count).toHaveText('No problems, 1 dismissed')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  const graph = await readGraph(request, baseURL!, id)
  expect(graph.nodes.map(({ component }) => component)).toEqual(expect.arrayContaining(['transform.clean-missing-data@1', 'transform.split-data@1']))
  expect(graph.nodes.find((node) => node.id === 'train')!.dismissed).toEqual(['constant'])
  const run = await runToEnd(request, baseURL!, id)
  expect(run.steps.map(({ name, state }) => `${name} ${state}`).filter((line) => !line.endsWith('succeeded'))).toEqual([])
  await openPipeline(page, id)
  await page.mouse.move(500, 300)
  await expect(count).toHaveText('No problems, 1 dismissed', { timeout: 30_000 })
})
