import { expect, test } from '@playwright/test'
import type { Graph } from '@/lib/graph/schema'
import type { SweepView } from '@/lib/sweeps/read'
import { owner } from './support/owner'
import { penguins } from './support/penguins'
import { createPipeline, rest, runToEnd, watchConsole } from './support/studio'

/** The penguins with two parameters that their training takes. */
function tied(): Graph {
  const graph = penguins({ trees: 10 })
  const train = graph.nodes.find(({ id }) => id === 'train')!
  train.params = { ...train.params, n_estimators: { $parameter: 'trees' }, max_depth: { $parameter: 'depth' } }
  return { ...graph, parameters: [{ name: 'trees', type: 'integer', default: 12, help: '' }, { name: 'depth', type: 'integer', default: 2, help: '' }] }
}

test('a sweep is started by its form, moves while one looks, is paused, resumed and stopped, and its best becomes the default', async ({ page, request, baseURL }) => {
  const { errors } = watchConsole(page)
  const api = rest(request, baseURL!)
  const pipeline = await createPipeline(request, baseURL!, 'Penguins to sweep', tied())
  await runToEnd(request, baseURL!, pipeline)

  await page.goto(`/w/${owner.workspace}/sweeps/new?pipeline=${pipeline}`)
  await page.getByRole('radio', { name: 'Random' }).click()
  await page.getByLabel('Trials at most').fill('40')
  await page.getByLabel('At once').fill('1')
  await page.getByRole('button', { name: 'Start sweep' }).click()
  await page.waitForURL(/\/sweeps\/[0-9a-f-]{36}$/)
  const id = page.url().split('/').at(-1)!

  // Lines of the parallel coordinates, which come as trials end.
  const lines = page.locator('path[data-line]')
  await expect(page.getByRole('region', { name: 'Best trial' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/^[1-9]\d* of 40 trials/)).toBeVisible()
  const drawn = await lines.count()
  await expect.poll(() => lines.count(), { timeout: 60_000 }).toBeGreaterThan(drawn)

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText(/^Paused by /)).toBeVisible()
  await expect.poll(async () => (await api.get<SweepView>(`/sweeps/${id}`)).running, { timeout: 60_000 }).toBe(0)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText(/1 running/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Yes, stop the sweep' }).click()
  await expect(page.getByText(/^Stopped by /).first()).toBeVisible()

  const sweep = await api.get<SweepView>(`/sweeps/${id}`)
  const best = sweep.trialList.find(({ number }) => number === sweep.bestTrial)!
  await page.getByRole('button', { name: 'Promote…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Promote' }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('New defaults: ')
  await page.getByRole('button', { name: 'Done' }).click()
  const { graph } = await api.get<{ graph: Graph }>(`/pipelines/${pipeline}`)
  expect(Object.fromEntries(graph.parameters!.map(({ name, default: value }) => [name, value]))).toEqual(best.values)
  expect(errors).toEqual([])
})
