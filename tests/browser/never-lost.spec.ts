import { expect, test } from '@playwright/test'
import { card, createPipeline, openPipeline, readGraph } from './support/studio'

const step = { id: 'sql', component: 'script.sql@1', name: 'Ask', params: {}, note: '', position: { x: 0, y: 0 } }

test('a tab closed in the middle of an edit loses nothing', async ({ page, request, baseURL, context }) => {
  const id = await createPipeline(request, baseURL!, 'Closed mid-edit', { nodes: [step] })
  await openPipeline(page, id)
  await card(page, 'Ask').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('Renamed and gone')
  await page.keyboard.press('Enter')
  await page.close({ runBeforeUnload: true })

  const again = await context.newPage()
  await openPipeline(again, id)
  await expect(card(again, 'Renamed and gone')).toBeVisible()
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes[0]!.name).toBe('Renamed and gone')
})

test('edits made offline stay in the browser and reach the server later', async ({ page, request, baseURL, context }) => {
  const id = await createPipeline(request, baseURL!, 'Edited offline', { nodes: [step] })
  await openPipeline(page, id)
  // What the designer fetches ahead of its use is there.
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await card(page, 'Ask').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('Written offline')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /Offline|kept in this browser|pending/ })).toBeVisible()
  expect((await readGraph(request, baseURL!, id)).nodes[0]!.name).toBe('Ask')
  await page.close()

  await context.setOffline(false)
  const again = await context.newPage()
  await openPipeline(again, id)
  await expect(card(again, 'Written offline')).toBeVisible()
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes[0]!.name).toBe('Written offline')
})

test('parts that a lost network kept away are told of once, move nothing, and come with the network', async ({ page, request, baseURL, context }) => {
  const id = await createPipeline(request, baseURL!, 'Offline at once', { nodes: [step] })
  await openPipeline(page, id)
  const run = page.getByRole('button', { name: 'Run', exact: true })
  const before = await run.boundingBox()
  // Nothing but what the first paint needs was fetched: nobody has moved yet.
  await context.route('**/_next/static/**', (route) => route.abort())
  await context.setOffline(true)
  await page.locator('body').press('ControlOrMeta+f')
  const notice = page.getByText('could not be loaded')
  await expect(notice).toHaveCount(1)
  await expect(notice).toBeVisible()
  expect(await run.boundingBox()).toEqual(before)
  await context.unroute('**/_next/static/**')
  await context.setOffline(false)
  await expect(page.getByRole('textbox', { name: 'Find a step' })).toBeVisible()
  await expect(notice).toHaveCount(0)
  expect(await run.boundingBox()).toEqual(before)
})

test('two tabs edit one pipeline and neither overwrites the other', async ({ page, request, baseURL, context }) => {
  const id = await createPipeline(request, baseURL!, 'Two tabs', { nodes: [step] })
  const other = await context.newPage()
  await openPipeline(page, id)
  await openPipeline(other, id)
  const rename = async (tab: typeof page, from: string, to: string) => {
    await card(tab, from).click()
    await tab.keyboard.press('F2')
    await tab.keyboard.type(to)
    await tab.keyboard.press('Enter')
  }
  await page.getByRole('complementary', { name: 'Components' }).getByRole('button', { name: 'Enter data' }).click()
  await rename(other, 'Ask', 'Asked there')
  await expect(card(page, 'Asked there')).toBeVisible()
  await expect(card(other, 'Enter data')).toBeVisible()
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes.map((node) => node.name || node.component).sort()).toEqual(['Asked there', 'data.enter@1'])
})
