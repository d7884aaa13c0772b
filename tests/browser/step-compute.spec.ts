import { expect, test } from '@playwright/test'
import { card, createPipeline, openPipeline, readGraph, watchConsole } from './support/studio'

test('a step is given a memory wish in its inspector, which is kept, said where it is wrong, and undone', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const table = { columns: [{ name: 'amount', type: 'integer' }], rows: [['1']] }
  const id = await createPipeline(request, baseURL!, 'Wishes', { nodes: [{ id: 'enter', component: 'data.enter@1', name: 'Orders', params: { table }, note: '', position: { x: 0, y: 0 } }], edges: [] })
  const asked = async () => (await readGraph(request, baseURL!, id)).nodes[0]!.compute
  await openPipeline(page, id)
  await card(page, 'Orders').click()
  const inspector = page.locator('#inspector')
  await inspector.getByText('Compute as the run says').click()
  await inspector.getByLabel('Memory (MB)').fill('2048')
  await expect(inspector.getByText('Compute 1 set')).toBeVisible()
  await expect.poll(asked).toEqual({ memoryMb: 2048 })
  await inspector.getByLabel('Priority').fill('1000')
  await expect(inspector.getByRole('alert')).toHaveText('Give a whole number from -100 to 100. It is still as the run says.')
  await inspector.getByLabel('Priority').fill('')
  await page.locator('body').press('ControlOrMeta+z')
  await expect(inspector.getByLabel('Memory (MB)')).toHaveValue('')
  await expect.poll(asked).toBeUndefined()
  expect(seen.errors).toEqual([])
})
