import { expect as basic, test } from '@playwright/test'
import type { Graph } from '@/lib/graph/schema'
import type { RunView } from '@/lib/runs/schema'
import type { TargetView } from '@/lib/clusters/schema'
import type { QuotaView } from '@/lib/quotas/schema'
import { owner } from './support/owner'
import { createPipeline, rest } from './support/studio'

const w = `/w/${owner.workspace}`
const mark = (Date.now() % 1_000_000).toString(36)

// Starting a node is starting a program, on a machine that does much else.
const expect = basic.configure({ timeout: 30_000 })
test.describe.configure({ timeout: 180_000 })

test('a cluster is made, launches a node for a step, shows it, is made smaller, and is deleted', async ({ page, baseURL }) => {
  const name = `nodes-${mark}`
  await page.goto(`${w}/compute`)
  await page.getByRole('button', { name: 'Add cluster' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  // A connection is tried before anything is kept.
  await dialog.getByRole('radio', { name: 'Ray' }).click()
  await dialog.getByLabel('Address of Ray’s dashboard').fill('http://127.0.0.1:9')
  await dialog.getByRole('button', { name: 'Test connection' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Nothing listens at http://127.0.0.1:9.')
  await dialog.getByRole('radio', { name: 'This machine' }).click()
  await dialog.getByLabel('Most nodes').fill('0')
  await dialog.getByRole('button', { name: 'Add cluster' }).click()
  await expect(dialog.getByText('At least 1')).toBeVisible()
  await dialog.getByLabel('Most nodes').fill('2')
  await dialog.getByRole('button', { name: 'Add cluster' }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(page.getByText('It has no node, and had none lately.')).toBeVisible()

  const { get, post } = rest(page.request, baseURL!)
  const pipeline = await createPipeline(page.request, baseURL!, `On ${name}`, {
    nodes: [{ id: 'rows', component: 'data.enter@1', params: { table: { columns: [{ name: 'a', type: 'integer' }], rows: [['1']] } }, compute: { target: name } }],
  } as unknown as Partial<Graph>)
  const run = await post<RunView>(`/pipelines/${pipeline}/runs`, { force: 'all' })
  const nodes = page.getByRole('table', { name: `Nodes of ${name}` })
  await expect(nodes.getByRole('row')).toHaveCount(2, { timeout: 60_000 })
  await expect.poll(async () => (await get<RunView>(`/runs/${run.id}`)).state, { timeout: 120_000 }).toBe('succeeded')
  await expect(page.getByText(/^0 to 2: 1 live, [01] busy$/)).toBeVisible({ timeout: 30_000 })
  await expect(nodes.getByText('Live')).toBeVisible()

  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('dialog').getByLabel('Most nodes').fill('1')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^0 to 1: /)).toBeVisible()
  expect(await get<TargetView>(`/compute/${name}`)).toMatchObject({ maxNodes: 1 })

  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete cluster' }).click()
  await expect(page.getByText('It was deleted, and its last node has ended.')).toBeVisible({ timeout: 90_000 })
})

test('an owner sets the workspace’s quota, which says what is wrong with it, and takes it away again', async ({ page, baseURL }) => {
  await page.goto(`${w}/settings`)
  const form = page.getByRole('form', { name: 'Quota' })
  const set = form.getByRole('button', { name: 'Set quota' })
  // What is typed before the page is alive is not seen.
  const type = async (label: string, text: string) =>
    expect(async () => {
      await form.getByLabel(label).fill('9')
      await form.getByLabel(label).fill(text)
      await basic(set).toBeEnabled({ timeout: 500 })
    }).toPass({ timeout: 30_000 })
  await type('GPUs', '-1')
  await set.click()
  await expect(form.getByText('At least 0, or nothing for no limit')).toBeVisible()
  await form.getByLabel('GPUs').fill('2')
  await form.getByLabel('Memory').fill('64.5')
  await set.click()
  const quota = () => rest(page.request, baseURL!).get<QuotaView>('/quota')
  await expect.poll(async () => (await quota()).limits).toEqual({ steps: null, cpus: null, memoryMb: 64_500, gpus: 2 })
  await expect(set).toBeDisabled()
  await page.reload()
  await expect(form.getByLabel('Memory')).toHaveValue('64.5')
  await type('GPUs', '')
  await type('Memory', '')
  await set.click()
  await expect.poll(async () => (await quota()).limits).toEqual({ steps: null, cpus: null, memoryMb: null, gpus: null })
})
