import { expect, test, type Page } from '@playwright/test'
import { inviteViewer } from './support/guest'
import { owner } from './support/owner'
import { watchConsole } from './support/studio'
import { mlflow, trackRun } from './support/tracking'

const w = `/w/${owner.workspace}`

/** A tile while the dashboard is arranged, or read. */
const arranged = (page: Page, name: RegExp) => page.getByRole('group', { name })
const tile = (page: Page, name: string) => page.getByRole('group', { name, exact: true }).first()
const saved = (page: Page) => expect(page.getByRole('status', { name: 'Saving' })).toHaveText('Draft saved')

async function addTile(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add tile' }).click()
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${kind}`) }).click()
}

/** The tile that is being set is of this experiment's loss, whatever others the workspace has. */
async function showLoss(page: Page, experiment: string): Promise<void> {
  const settings = page.getByRole('complementary', { name: /^Settings of/ })
  for (const [field, name] of [['Experiment', experiment], ['Metric', 'loss']] as const) {
    await settings.getByLabel(field, { exact: true }).click()
    await page.getByRole('combobox', { name: 'Search' }).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
}

test('a dashboard is arranged by mouse and by keyboard, kept, filtered, read by a viewer while a run goes on, and brought back', async ({ page, request, browser, baseURL }) => {
  const seen = watchConsole(page)
  const post = mlflow(request, baseURL!)
  const name = `Watched ${Date.now()}`
  const { experiment } = await trackRun(request, baseURL!, name)
  const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id: experiment, run_name: 'still going', start_time: Date.now(), tags: [{ key: 'team', value: 'fish' }] })
  const log = (value: number, step: number) => post('runs/log-metric', { run_id: run.info.run_id, key: 'loss', value, timestamp: Date.now(), step })
  await log(0.5, 1)

  await page.goto(`${w}/dashboards`)
  await page.getByRole('button', { name: /New dashboard|Start empty/ }).click()
  await page.getByLabel('Name of the dashboard').fill('Losses')
  await page.getByLabel('Name of the dashboard').press('Enter')
  await addTile(page, 'Number')
  await showLoss(page, name)
  await expect(arranged(page, /^Lowest loss, column 1, row 1, 3 wide/)).toBeVisible()
  await page.getByRole('button', { name: 'Close the settings' }).click()
  await addTile(page, 'Metric over steps')
  await showLoss(page, name)
  const settings = page.getByRole('complementary', { name: /^Settings of/ })
  await settings.getByLabel('Title').fill('Curves')
  await settings.getByRole('button', { name: 'Close the settings' }).click()
  const curves = arranged(page, /^Curves, column/)
  await expect(curves).toHaveAccessibleName(/column 4, row 1/)

  // By the mouse to the left edge: the other tile gives way.
  const box = (await curves.boundingBox())!
  await page.mouse.move(box.x + 60, box.y + 16)
  await page.mouse.down()
  await page.mouse.move(box.x - 100, box.y + 40, { steps: 4 })
  await page.mouse.move(box.x - box.width, box.y + 16, { steps: 6 })
  await page.mouse.up()
  await expect(curves).toHaveAccessibleName(/column 1, row 1/)
  // By the keyboard two columns to the right, one wider; a step of undo takes the width back.
  await curves.focus()
  await curves.press('ArrowRight')
  await curves.press('ArrowRight')
  await curves.press('Shift+ArrowRight')
  await expect(curves).toHaveAccessibleName(/column 3, row 1, 7 wide/)
  await expect(page.getByRole('status', { name: 'Place of the tile' })).toHaveText(/column 3, row 1, 7 wide/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(curves).toHaveAccessibleName(/column 3, row 1, 6 wide/)
  await saved(page)
  await page.reload()
  await expect(curves).toHaveAccessibleName(/column 3, row 1, 6 wide/)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByLabel('What has changed').fill('First tiles')
  await page.getByRole('button', { name: 'Publish for everybody' }).click()

  // Filtered as a whole, in the address.
  const lowest = tile(page, 'Lowest loss')
  await expect(lowest.getByRole('link', { name: /^0\.05/ })).toBeVisible()
  await page.getByRole('button', { name: 'Tag, parameter' }).click()
  await page.getByRole('button', { name: 'Tag: Any' }).click()
  await page.getByRole('option', { name: 'team' }).click()
  await page.getByLabel('Value of the tag').fill('fish')
  await page.getByLabel('Value of the tag').press('Enter')
  await expect(page).toHaveURL(/tag=team%3Dfish/)
  await page.keyboard.press('Escape')
  await expect(lowest.getByRole('link', { name: '0.5', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')

  const address = page.url()

  // A viewer opens the link: the same filter, nothing to change, and the run moves by itself.
  const { context, guest } = await inviteViewer(page, browser, baseURL!, 'Vic Viewer')
  await guest.goto(link)
  const watched = tile(guest, 'Lowest loss')
  await expect(watched.getByRole('link', { name: '0.5', exact: true })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Edit' })).toHaveCount(0)
  await expect(guest.getByRole('combobox', { name: 'Refresh' })).toHaveText('Live')
  await expect(tile(guest, 'Curves').getByRole('img', { name: /of 1 run of .* still going 0\.5\./ })).toBeVisible()
  await log(0.25, 2)
  await expect(watched.getByRole('link', { name: '0.25', exact: true })).toBeVisible()
  await expect(tile(guest, 'Curves').getByRole('img', { name: /still going 0\.25\./ })).toBeVisible()
  await guest.getByRole('combobox', { name: 'Time range' }).click()
  await guest.getByRole('option', { name: 'Last 7 days' }).click()
  await guest.getByRole('button', { name: 'Clear' }).click()
  await expect(watched.getByRole('link', { name: /^0\.05/ })).toBeVisible()
  await watched.getByRole('link', { name: /^0\.05/ }).click()
  await expect(guest.getByRole('heading', { name: 'first try' })).toBeVisible()
  await context.close()

  // A tile goes, that is published too, and the first version brings it back.
  await page.goto(address)
  await page.getByRole('button', { name: 'Edit' }).click()
  await curves.focus()
  await curves.press('Delete')
  await expect(curves).toHaveCount(0)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('button', { name: 'Publish for everybody' }).click()
  await expect(tile(page, 'Lowest loss')).toBeVisible()
  await expect(tile(page, 'Curves')).toHaveCount(0)
  await page.getByRole('button', { name: 'More about the dashboard' }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).click()
  await expect(page.getByText('First tiles')).toBeVisible()
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await expect(tile(page, 'Curves')).toBeVisible()
  expect(seen.errors).toEqual([])
})
