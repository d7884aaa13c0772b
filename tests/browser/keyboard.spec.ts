import { expect, test, type Page } from '@playwright/test'
import { card, createPipeline, openPipeline, readGraph, watchConsole } from './support/studio'

/** Finds a component by its name and adds it to the selected step; the new card has the keyboard. */
async function add(page: Page, name: string) {
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: 'Search components' }).or(page.locator('#palette-search'))).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(card(page, name)).toBeFocused()
}

/** Enter goes to the first field of the selected step; Enter there opens what it offers. */
async function openField(page: Page, label: string) {
  await page.keyboard.press('Enter')
  await expect(page.locator('#inspector [data-params]').getByLabel(label, { exact: true }).first()).toBeFocused()
  await page.keyboard.press('Enter')
}

async function pickColumns(page: Page, ...names: string[]) {
  for (const name of names) {
    await expect(page.getByRole('textbox', { name: 'Search columns' })).toBeFocused()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
  }
}

/** Back to the card, however deep in its fields. */
async function back(page: Page, name: string) {
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(card(page, name)).toBeFocused({ timeout: 500 })
  }).toPass()
}

test('ten steps from data to an evaluation are drawn and run without a mouse', async ({ page, request, baseURL }) => {
  test.setTimeout(240_000)
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Without a mouse')
  await openPipeline(page, id)

  await add(page, 'Import data')
  await openField(page, 'Data asset')
  await page.keyboard.type('penguins')
  await page.keyboard.press('Enter')
  await expect(card(page, 'Import data')).toContainText('penguins')
  await back(page, 'Import data')
  await add(page, 'Clean missing data')
  await add(page, 'Remove duplicates')
  await add(page, 'Filter rows')
  await add(page, 'Encode categories')
  await openField(page, 'Columns')
  await pickColumns(page, 'Island', 'Sex')
  await back(page, 'Encode categories')
  await add(page, 'Normalize')
  await add(page, 'Split data')
  await add(page, 'Train classifier')
  await openField(page, 'Target')
  await pickColumns(page, 'Species')
  await expect(card(page, 'Train classifier')).toContainText('Species')
  await back(page, 'Train classifier')
  await add(page, 'Score model')

  // The second part of the split goes to Score model: found, and connected by choosing from what fits.
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('Split data')
  await page.keyboard.press('Escape')
  await expect(card(page, 'Split data')).toBeFocused()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Connect Split data' })
  await expect(dialog.getByRole('button', { name: 'Connect' })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(dialog.getByLabel('From output')).toBeFocused()
  await page.keyboard.type('Second')
  await page.keyboard.press('Tab')
  await expect(dialog.getByLabel('To input')).toBeFocused()
  await page.keyboard.type('Score')
  await expect(dialog.getByLabel('To input')).toContainText('Score model')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()

  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('Score model')
  await page.keyboard.press('Escape')
  await expect(card(page, 'Score model')).toBeFocused()
  await add(page, 'Evaluate model')
  await openField(page, 'Target')
  await pickColumns(page, 'Species')
  await back(page, 'Evaluate model')

  await expect.poll(async () => (await readGraph(request, baseURL!, id)).edges.length).toBe(10)
  expect((await readGraph(request, baseURL!, id)).nodes).toHaveLength(10)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(card(page, 'Evaluate model')).toContainText(/Succeeded|Reused/, { timeout: 150_000 })
  expect(seen.errors).toEqual([])
})
