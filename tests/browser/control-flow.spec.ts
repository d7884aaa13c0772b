import { expect, test } from '@playwright/test'
import type { Graph } from '@/lib/graph/schema'
import type { RunView } from '@/lib/runs/schema'
import { card, createPipeline, openPipeline, readGraph, rest } from './support/studio'

test.describe.configure({ timeout: 120_000 })

const step = (id: string, component: string, name: string, params: Record<string, unknown>, y: number) => ({ id, component, name, params, note: '', position: { x: 320, y } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })

/** Numbers 1 to 6 → those above a threshold → sorted. */
function numbers(salt: string): Graph {
  const rows = Array.from({ length: 6 }, (_, n) => [String(n + 1), salt])
  return {
    nodes: [
      step('numbers', 'data.enter@1', 'Numbers', { table: { columns: [{ name: 'n', type: 'integer' }, { name: 'salt', type: 'text' }], rows } }, 0),
      step('large', 'transform.filter-rows@1', 'Large ones', { conditions: [{ column: 'n', operator: 'more', value: '2' }] }, 140),
      step('sorted', 'transform.sort@1', 'Sorted', { by: [{ column: 'n', direction: 'descending' }] }, 280),
    ],
    edges: [wire('numbers', 'large'), wire('large', 'sorted')],
  }
}

test('disable a step, declare a parameter, tie a field to it, run with another value, and see it in the run', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Control flow', numbers(String(Date.now())))
  await openPipeline(page, id)

  // Disabled by key: the table passes through, and one undo brings the step back.
  await card(page, 'Sorted').click()
  await page.keyboard.press('d')
  await expect(card(page, 'Sorted')).toContainText('Bypassed')
  await page.keyboard.press('Control+z')
  await expect(card(page, 'Sorted')).not.toContainText('Bypassed')
  await card(page, 'Sorted').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Disable' }).click()
  await expect(card(page, 'Sorted')).toContainText('Bypassed')

  // A parameter with a name and default of its own.
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 300 } })
  const parameters = page.getByRole('region', { name: 'Parameters' })
  await parameters.getByRole('button', { name: 'Add a parameter' }).click()
  await parameters.getByRole('textbox', { name: 'Name' }).fill('threshold')
  await parameters.getByRole('textbox', { name: 'Name' }).press('Enter')
  await parameters.getByRole('textbox', { name: 'Default' }).fill('3')
  await expect(parameters.getByText('No step uses it yet')).toBeVisible()

  // Tied to a field: the card and the field show it.
  await card(page, 'Large ones').click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('textbox', { name: 'Value' }).hover()
  await inspector.getByRole('button', { name: 'Parameter for “Value”' }).click()
  await page.getByRole('menuitem', { name: 'threshold' }).click()
  await expect(inspector.getByText('3 by default')).toBeVisible()
  await expect(card(page, 'Large ones')).toContainText('n > 3')
  await expect
    .poll(async () => (await readGraph(request, baseURL!, id)).nodes.find((node) => node.id === 'large')!.params.conditions, { timeout: 30_000 })
    .toEqual([{ column: 'n', operator: 'more', value: { $parameter: 'threshold', as: 'text' } }])

  // Run with another value; a wrong one is refused at the field.
  await page.getByRole('button', { name: 'More ways to run' }).click()
  await page.getByRole('menuitem', { name: 'Run with…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run with' })
  const value = dialog.getByRole('textbox', { name: 'threshold' })
  await value.fill('many')
  await expect(dialog.getByRole('alert')).toContainText('“many” is not a number')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(value).toBeFocused()
  await expect(value).toHaveValue('many')
  await value.fill('4')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
  await expect(card(page, 'Large ones')).toContainText('2 × 2', { timeout: 60_000 })

  // The run says the value, and holds no disabled step.
  await page.getByRole('link', { name: /^Run \d+/ }).first().click()
  await expect(page).toHaveURL(/\/runs\//)
  await expect(page.getByLabel('Parameters').getByTitle('Given for this run')).toHaveText(/threshold\s*4/)
  const run = await rest(request, baseURL!).get<RunView>(`/runs/${page.url().match(/runs\/([0-9a-f-]+)/)![1]}`)
  expect([run.state, run.parameters, run.steps.map((each) => each.node)]).toEqual(['succeeded', { threshold: 4 }, ['numbers', 'large']])
})
