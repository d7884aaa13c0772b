import { readFileSync } from 'node:fs'
import { expect as expecting, test, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { owner } from './support/owner'
import { rest } from './support/studio'

const w = `/w/${owner.workspace}`
const expect = expecting.configure({ timeout: 30_000 })

/** Six runs of one experiment, one of which has logged a model. */
async function sixRuns(request: APIRequestContext, baseURL: string, name: string): Promise<{ experiment: string; ids: string[] }> {
  const options = { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace } }
  const post = async <T>(path: string, data: unknown): Promise<T> => {
    const answer = await request.post(`/ajax-api/2.0/mlflow/${path}`, { ...options, data })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
  const { experiment_id: experiment } = await post<{ experiment_id: string }>('experiments/create', { name })
  const ids: string[] = []
  for (let index = 0; index < 6; index++) {
    const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id: experiment, run_name: `try ${index}`, start_time: 1_700_000_000_000 + index * 1000 })
    ids.push(run.info.run_id)
    await post('runs/log-batch', { run_id: run.info.run_id, metrics: [{ key: 'loss', value: index / 10, timestamp: 1, step: 3 }], params: [{ key: 'depth', value: String(8 + index) }, { key: 'model', value: index % 2 ? 'tree' : 'line' }], tags: [] })
    await post('runs/update', { run_id: run.info.run_id, status: 'FINISHED', end_time: 1_700_000_100_000 })
  }
  const { model } = await post<{ model: { info: { model_id: string } } }>('logged-models', { experiment_id: experiment, name: 'forest', source_run_id: ids[0] })
  const ready = await request.patch(`/ajax-api/2.0/mlflow/logged-models/${model.info.model_id}`, { ...options, data: { model_id: model.info.model_id, status: 'LOGGED_MODEL_READY' } })
  expect(ready.ok(), await ready.text()).toBe(true)
  return { experiment, ids }
}

test('runs are filtered by text and by a form, given columns, saved as a view that another opens, chosen, exported; a model is registered', async ({ page, browser, baseURL }) => {
  const { experiment, ids } = await sixRuns(page.request, baseURL!, `Table ${Date.now()}`)
  await page.goto(`${w}/experiments/${experiment}`)
  const runs = page.getByRole('table', { name: 'Runs' })
  const filter = page.getByRole('textbox', { name: 'Filter', exact: true })
  await expect(page.getByText('6 runs', { exact: true })).toBeVisible()

  await filter.fill('metrics.loss <')
  await filter.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'at the end of the filter' })).toBeVisible()
  await filter.fill('metrics.loss < 0.45 AND params.depth > 8')
  await filter.press('Enter')
  await expect(page.getByText('4 runs', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Build the filter' }).click()
  const form = page.getByRole('dialog', { name: 'Filter' })
  const value = form.getByRole('textbox', { name: 'Value' })
  await expect(value.first()).toHaveValue('0.45')
  await form.getByRole('button', { name: 'Add condition' }).click()
  await form.getByRole('button', { name: 'Field', exact: true }).click()
  await page.getByRole('option', { name: 'model', exact: true }).click()
  await value.last().fill('tree')
  await value.last().press('Enter')
  await expect(filter).toHaveValue("metrics.loss < 0.45 AND params.depth > 8 AND params.model = 'tree'")
  await page.keyboard.press('Escape')
  await expect(page.getByText('2 runs', { exact: true })).toBeVisible()
  await filter.fill("NOT params.model = 'tree' OR params.depth > 8")
  await filter.press('Enter')
  await page.getByRole('button', { name: 'Build the filter' }).click()
  await expect(form.getByText('This filter says more than the form can show')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Columns' }).click()
  const columns = page.getByRole('dialog', { name: 'Columns' })
  await columns.getByRole('button', { name: 'Hide all' }).click()
  await columns.getByRole('checkbox', { name: 'loss' }).click()
  await columns.getByRole('textbox', { name: 'At step' }).fill('3')
  await columns.getByRole('textbox', { name: 'At step' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(runs.getByRole('columnheader', { name: 'loss at 3' })).toBeVisible()
  await runs.getByRole('button', { name: 'loss', exact: true }).click()

  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Deep trees')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page).toHaveURL(/view=/)
  const { views } = await rest(page.request, baseURL!).get<{ views: { id: string; name: string }[] }>(`/experiments/${experiment}/views`)
  expect(views.map(({ name }) => name)).toEqual(['Deep trees'])
  await page.keyboard.press('Escape')
  const link = `${w}/experiments/${experiment}?view=${views[0]!.id}`
  const { context, guest } = await viewer(page, browser, baseURL!)
  await guest.goto(link)
  await expect(guest.getByRole('textbox', { name: 'Filter', exact: true })).toHaveValue("NOT params.model = 'tree' OR params.depth > 8")
  await expect(guest.getByRole('columnheader', { name: 'loss', exact: true })).toHaveAttribute('aria-sort', 'descending')
  await expect(guest.getByRole('columnheader', { name: 'loss at 3' })).toBeVisible()
  await guest.getByRole('checkbox', { name: 'Choose try 1' }).click()
  await expect(guest.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await context.close()

  await page.goto(link)
  await page.getByRole('checkbox', { name: 'Choose every run that is listed' }).click()
  await expect(page.getByRole('status').filter({ hasText: '6 runs chosen' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Choose try 0' }).click()
  await expect(page.getByRole('link', { name: 'Compare' })).toHaveAttribute('href', /\/experiments\/compare\?runs=([0-9a-f]{32},){4}[0-9a-f]{32}$/)
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText('1 run', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('6 runs', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8').trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/,metrics\.loss,metrics\.loss\|step 3$/)
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['try 5', 'try 4', 'try 3', 'try 2', 'try 1', 'try 0'])

  await page.goto(`${w}/experiments/${experiment}/runs/${ids[0]}`)
  await page.getByRole('button', { name: 'Edit note' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('The simplest.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The simplest.')).toBeVisible()
  const name = `Birds ${Date.now()}`
  for (const version of [1, 2]) {
    await page.goto(`${w}/experiments/${experiment}/runs/${ids[0]}`)
    await page.getByRole('button', { name: 'Register model' }).click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'Name' }).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Register' }).click()
    await expect(page.getByRole('heading', { name: `Version ${version}`, exact: true })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Add an alias' }).click()
  await page.getByRole('textbox', { name: 'Alias' }).fill('champion')
  await page.getByRole('textbox', { name: 'Alias' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Remove the alias champion' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'try 0' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Metrics' }).getByRole('cell', { name: 'loss' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete version' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete version' }).click()
  await expect(page.getByRole('alertdialog').getByText('Set the alias on another version first')).toBeVisible()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name, exact: true }).first().click()
  for (const version of [1, 2]) await page.getByRole('checkbox', { name: `Choose version ${version}` }).click()
  await page.getByRole('link', { name: 'Compare 1 and 2' }).click()
  await expect(page.getByRole('table', { name: 'Origin' }).getByRole('cell', { name: 'champion' })).toBeVisible()
})

/** Somebody who may only read, in a browser of their own. */
async function viewer(page: Page, browser: Browser, baseURL: string): Promise<{ context: BrowserContext; guest: Page }> {
  await page.goto(`${w}/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(`rita-${Date.now().toString(36)}@example.com`)
  await dialog.getByLabel('Role').click()
  await page.getByRole('option', { name: /viewer/i }).click()
  await dialog.getByRole('button', { name: /link/i }).click()
  const invitation = await page.getByLabel('Invitation link').inputValue()
  const context = await browser.newContext({ baseURL, storageState: undefined })
  const guest = await context.newPage()
  await guest.goto(invitation)
  await guest.getByLabel('Your name').fill('Rita Reader')
  await guest.getByLabel('Password', { exact: true }).fill('another quiet pass phrase')
  await guest.getByRole('button', { name: /join/i }).click()
  await guest.waitForURL(`**${w}`)
  return { context, guest }
}
