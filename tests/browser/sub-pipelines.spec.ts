import { expect, test } from '@playwright/test'
import { card, createPipeline, openPipeline, readGraph, rest } from './support/studio'
import { penguins } from './support/penguins'

test.describe.configure({ timeout: 240_000 })

test('a component is made of selected steps, reused in a second pipeline, and both run', async ({ page, request, baseURL }) => {
  const mark = Date.now() % 1_000_000
  const first = await createPipeline(request, baseURL!, `Made of steps ${mark}`, penguins({ seed: mark }))
  await openPipeline(page, first)

  // Two steps in the middle, chosen together.
  await card(page, 'Drop incomplete rows').click()
  await card(page, 'Training and test').click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Make a component' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a component' })
  await dialog.getByLabel('Name', { exact: true }).fill(`Prepare birds ${mark}`)
  await expect(dialog.getByLabel('Inputs: Drop incomplete rows, “Table”')).toBeChecked()
  await expect(dialog.getByLabel(/^Outputs: Training and test/)).toHaveCount(2)
  await dialog.getByRole('checkbox', { name: 'Seed' }).click()
  await dialog.getByLabel('Label of Seed').fill('Seed of the split')
  await dialog.getByRole('button', { name: 'Make the component' }).click()

  // One step with all wires, and one undo.
  const made = card(page, `Prepare birds ${mark}`)
  await expect(made).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await expect(page.locator('.react-flow__edge')).toHaveCount(5)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(card(page, 'Training and test')).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(6)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(made).toBeVisible()
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems')

  // Columns are known through it: the target can still be chosen behind it.
  await made.click()
  await expect(page.locator('#inspector').getByLabel('Seed of the split', { exact: true })).toHaveValue(String(mark))
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(made).toContainText('Succeeded', { timeout: 120_000 })
  await expect(card(page, 'Evaluate')).toContainText('Succeeded', { timeout: 120_000 })

  // The run has the steps inside, under its name.
  await page.getByRole('link', { name: /^Run \d+: succeeded/ }).click()
  await page.getByRole('tab', { name: 'Steps' }).click()
  await expect(page.getByRole('row', { name: `Prepare birds ${mark} › Training and test` })).toBeVisible()
  await page.getByRole('tab', { name: 'Graph' }).click()
  await card(page, `Prepare birds ${mark}`).click()
  await expect(page.getByRole('complementary', { name: `Step Prepare birds ${mark}` })).toContainText('Training and test')

  // In a second pipeline it stands in the palette; with the same seed each step inside is reused.
  const graph = penguins({ seed: mark })
  const second = await createPipeline(request, baseURL!, `Uses it ${mark}`, { nodes: graph.nodes.filter((node) => node.id === 'penguins'), edges: [] })
  await openPipeline(page, second)
  await card(page, 'Penguins').click()
  await page.keyboard.press('/')
  await page.keyboard.type(`Prepare birds ${mark}`)
  await page.keyboard.press('Enter')
  const reused = card(page, `Prepare birds ${mark}`)
  await expect(reused).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(reused).toContainText('Reused', { timeout: 60_000 })
})

test('the inside is edited and published as version 2, which a step takes on request', async ({ page, request, baseURL }) => {
  const mark = Date.now() % 1_000_000
  const api = rest(request, baseURL!)
  const graph = penguins()
  const keep = { ...graph.nodes.find((node) => node.id === 'clean')!, position: { x: 0, y: 0 } }
  const component = await api.post<{ id: string }>('/components', {
    declaration: {
      kind: 'sub-pipeline',
      name: `Tidy ${mark}`,
      graph: { nodes: [keep], edges: [] },
      inputs: [{ name: 'table', label: 'Birds', to: [{ node: 'clean', port: 'table' }] }],
      outputs: [{ name: 'table', label: 'Tidy birds', from: { node: 'clean', port: 'table' } }],
    },
  })
  const user = await createPipeline(request, baseURL!, `Uses tidy ${mark}`, {
    nodes: [graph.nodes.find((node) => node.id === 'penguins')!, { id: 'tidy', component: `${component.id}@1`, name: '', params: {}, note: '', position: { x: 320, y: 160 } }],
    edges: [{ from: { node: 'penguins', port: 'table' }, to: { node: 'tidy', port: 'table' } }],
  })
  await openPipeline(page, user)
  await card(page, `Tidy ${mark}`).click()
  await page.getByRole('button', { name: 'Edit the inside' }).click()
  await expect(page.getByRole('note')).toContainText(`The inside of Tidy ${mark}`, { timeout: 30_000 })
  await card(page, 'Drop incomplete rows').click()
  await page.keyboard.press('/')
  await page.keyboard.type('Remove duplicates')
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  const dialog = page.getByRole('dialog', { name: `Publish version 2 of Tidy ${mark}` })
  // What it had stays chosen; the new step's table takes its place.
  await dialog.getByRole('checkbox', { name: 'Outputs: Drop incomplete rows, “Table”' }).click()
  await dialog.getByRole('checkbox', { name: 'Outputs: Remove duplicates, “Table”' }).click()
  await dialog.getByLabel('Name of Remove duplicates, “Table” in JSON').fill('table')
  await dialog.getByLabel('What is new in it').fill('Without duplicates')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })

  await openPipeline(page, user)
  await card(page, `Tidy ${mark}`).click()
  await page.getByRole('button', { name: 'Update to version 2' }).click()
  await expect(page.getByText('Version 2 of the workspace’s own component')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  expect((await readGraph(request, baseURL!, user)).nodes.map((node) => node.component)).toContain(`${component.id}@2`)
})
