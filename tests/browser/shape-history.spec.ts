import { expect, test } from '@playwright/test'
import type { ShapeKind } from '@/lib/labeling/shapes'
import { labelingProject, openLabeling, press, saved, shapesOf, stroke } from './support/labeling'
import { watchConsole } from './support/studio'

const project = { name: 'History', kinds: ['box', 'mask'] as ShapeKind[], labels: [{ name: 'Cell' }, { name: 'Nucleus' }] }

test('a shape goes back to what it was, and comes back once it was deleted, also after a reload', async ({ page, request, baseURL }) => {
  const console_ = watchConsole(page)
  const { id } = await labelingProject(request, baseURL!, project, 1)
  const task = await openLabeling(page, id)
  const shapes = async () => (await shapesOf(request, baseURL!, task)).map(({ shape, label }) => ({ shape, label }))
  await press(page, 'r')
  await stroke(page, [[20, 20], [80, 60]])
  await saved(page)
  const [drawn] = await shapes()
  await press(page, 'v', 'Shift+ArrowRight', '2')
  await saved(page)
  const [changed] = await shapes()
  expect(changed).not.toEqual(drawn)

  await press(page, 'Shift+Z')
  const history = page.getByRole('dialog', { name: 'History of Nucleus' })
  await expect(history.getByRole('listitem')).toHaveText([/Label: Cell to Nucleus.*As it is now/, /Moved or reshaped/, /Drawn/], { timeout: 30_000 })
  await history.getByRole('listitem').filter({ hasText: 'Drawn' }).getByRole('button', { name: 'Restore' }).click()
  await expect(history).toBeHidden()
  await saved(page)
  expect(await shapes()).toEqual([drawn])
  await press(page, 'Control+z')
  await saved(page)
  expect(await shapes()).toEqual([changed])

  await press(page, 'Delete')
  await saved(page)
  await page.reload()
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Deleted shapes' }).click()
  const deleted = page.getByRole('dialog', { name: 'Deleted shapes' })
  await deleted.getByRole('button', { name: 'Bring back' }).click({ timeout: 30_000 })
  await saved(page)
  expect(await shapes()).toEqual([changed])
  await page.getByRole('button', { name: 'History of the selected shape' }).click()
  const states = page.getByRole('dialog').getByRole('listitem')
  await expect(states).toHaveText([/Brought back.*As it is now/, /Deleted/, /Label: Cell to Nucleus, Moved or reshaped/, /Label: Nucleus to Cell, Moved or reshaped/, /Label: Cell to Nucleus/, /Moved or reshaped/, /Drawn/], { timeout: 30_000 })
  expect(console_.errors).toEqual([])
})
