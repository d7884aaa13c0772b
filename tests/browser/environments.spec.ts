import { expect as basic, test } from '@playwright/test'
import { owner } from './support/owner'

test.describe.configure({ timeout: 120_000 })
const expect = basic.configure({ timeout: 30_000 })

const w = `/w/${owner.workspace}`
const hash = `--hash=sha256:${'a'.repeat(64)}`
const lock = (extra = '') => `numpy==2.4.6 ${hash}\npandas==3.1.1 ${hash}\npyarrow==26.0.1 ${hash}\n${extra}`

test('an environment is made from a lock, gets a next version that can be compared, and is archived', async ({ page }) => {
  const name = `boxes-${Date.now().toString(36)}`
  await page.goto(`${w}/environments`)
  await page.getByRole('link', { name: 'New environment' }).click()
  const called = page.getByRole('textbox', { name: 'Name', exact: true })
  await called.fill('Boxes of Ada')
  await page.getByRole('radio', { name: 'A lock' }).click()
  await page.getByRole('textbox', { name: 'Lock', exact: true }).fill('pandas==3.1.1')

  // What is wrong stands at the field, and nothing that was typed is lost, whatever happens to the page.
  await page.getByRole('button', { name: 'Save version 1' }).click()
  await expect(called).toHaveAccessibleDescription(/begins with a letter/)
  await called.fill(name)
  await page.getByRole('button', { name: 'Save version 1' }).click()
  await expect(page.getByText('pandas has no hash.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('What you had not saved yet is here again.')).toBeVisible()
  await expect(called).toHaveValue(name)
  await page.getByRole('textbox', { name: 'Lock', exact: true }).fill(lock())
  await page.getByRole('button', { name: 'Save version 1' }).click()

  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const packages = page.getByRole('region', { name: 'Packages of this version' })
  await expect(packages.getByRole('cell', { name: 'pyarrow' })).toBeVisible()

  await page.getByRole('link', { name: 'New version' }).click()
  await page.getByRole('textbox', { name: 'Lock', exact: true }).fill(lock(`cowsay==6.1 ${hash}\n`).replace('2.4.6', '2.5.5'))
  await page.getByLabel('What is new in it').fill('Cows')
  await page.getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('version 2', { exact: true })).toBeVisible()
  await page.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: 'Changes from version 1' }).click()
  const changes = page.getByRole('region', { name: 'Changes from version 1' })
  await expect(changes.getByRole('row', { name: 'cowsay not there 6.1' })).toBeVisible()
  await expect(changes.getByRole('row', { name: 'numpy 2.4.6 2.5.5' })).toBeVisible()
  await page.getByRole('link', { name: 'Version 1', exact: true }).click()
  await expect(page.getByText('version 1', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Bring back' })).toBeVisible()
  await page.goto(`${w}/environments`)
  await expect(page.getByRole('heading', { name: 'Of this workspace' })).toBeVisible()
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: /Show \d+ archived/ }).click()
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
})
