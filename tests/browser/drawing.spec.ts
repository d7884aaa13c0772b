import { expect, test } from '@playwright/test'
import { card, createPipeline, drag, openPipeline, port, readGraph, watchConsole } from './support/studio'

test('draws with the mouse: palette, wires that fit, columns known while drawing', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Drawn by mouse')
  await openPipeline(page, id)
  const canvas = page.locator('.react-flow__pane')
  const components = page.getByRole('complementary', { name: 'Components' })

  await components.getByRole('button', { name: 'Import data' }).dragTo(canvas, { targetPosition: { x: 300, y: 100 } })
  await expect(card(page, 'Import data')).toBeVisible()
  await page.locator('#inspector').getByLabel('Data asset', { exact: true }).click()
  await page.getByRole('option', { name: /penguins/ }).first().click()

  await components.getByRole('button', { name: 'Train classifier' }).dragTo(canvas, { targetPosition: { x: 300, y: 320 } })
  await drag(page, port(card(page, 'Import data'), 'source', 'table'), port(card(page, 'Train classifier'), 'target', 'table'))
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)

  // The column picker knows the columns though nothing has run.
  await card(page, 'Train classifier').click()
  await page.locator('#inspector').getByLabel('Target', { exact: true }).click()
  await page.getByRole('option', { name: 'Species' }).click()
  await expect(card(page, 'Train classifier')).toContainText('Species')

  // A model does not fit where a table is wanted.
  await components.getByRole('button', { name: 'Evaluate model' }).dragTo(canvas, { targetPosition: { x: 300, y: 480 } })
  await drag(page, port(card(page, 'Train classifier'), 'source', 'model'), port(card(page, 'Evaluate model'), 'target', 'table'))
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)

  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const graph = await readGraph(request, baseURL!, id)
  expect(graph.nodes.map((node) => node.component)).toEqual(['data.import@1', 'learn.train-classifier@1', 'learn.evaluate-model@1'])
  expect(graph.edges).toHaveLength(1)
  expect(graph.nodes[1]!.params.target).toBe('Species')
  expect(seen.errors).toEqual([])
})

test('draws, runs and undoes with the keyboard alone', async ({ page, request, baseURL }) => {
  test.setTimeout(120_000)
  const id = await createPipeline(request, baseURL!, 'Drawn by keyboard')
  await openPipeline(page, id)
  const add = async (name: string) => {
    await page.keyboard.press('/')
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(card(page, name)).toBeVisible()
  }
  await add('Enter data')
  await add('Select columns')
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await add('SQL')
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)

  // One action, one undo; redo brings it back whole.
  await page.locator('body').press('ControlOrMeta+z')
  await expect(card(page, 'SQL')).toHaveCount(0)
  await page.locator('body').press('ControlOrMeta+Shift+z')
  await expect(card(page, 'SQL')).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(2)

  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const graph = await readGraph(request, baseURL!, id)
  expect(graph.nodes).toHaveLength(3)
})

test('steps travel between pipelines as text', async ({ page, request, baseURL, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const from = await createPipeline(request, baseURL!, 'Copied from', {
    nodes: [
      { id: 'a', component: 'data.import@1', name: 'Birds', params: { asset: { name: 'penguins', version: 'latest' } }, note: '', position: { x: 0, y: 0 } },
      { id: 'b', component: 'transform.filter-rows@1', name: 'Heavy ones', params: {}, note: '', position: { x: 0, y: 140 } },
    ],
    edges: [{ from: { node: 'a', port: 'table' }, to: { node: 'b', port: 'table' } }],
  })
  const to = await createPipeline(request, baseURL!, 'Pasted into')
  await openPipeline(page, from)
  // A press on the empty canvas leaves the keys with it.
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } })
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await openPipeline(page, to)
  await page.keyboard.press('ControlOrMeta+v')
  await expect(card(page, 'Heavy ones')).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  // All of it is chosen; a press on one step leaves that one.
  await expect(page.locator('#inspector')).toContainText('2 steps selected')
  await card(page, 'Heavy ones').click()
  await expect(page.locator('#inspector').getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Heavy ones')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
})
