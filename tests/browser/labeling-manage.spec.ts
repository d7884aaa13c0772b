import { expect as plain, test } from '@playwright/test'
import type { ShapeKind, Annotation } from '@/lib/labeling/shapes'
import type { ClaimResult, ProjectView } from '@/lib/labeling/schema'
import { labelingProject, openLabeling } from './support/labeling'
import { owner } from './support/owner'
import { rest } from './support/studio'

// A busy machine takes its time.
test.describe.configure({ timeout: 120_000 })
const expect = plain.configure({ timeout: 30_000 })

const cells = { name: 'Steered', kinds: ['box'] as ShapeKind[], labels: [{ name: 'Cell', attributes: [{ name: 'stage', kind: 'choice' as const, options: ['young', 'old'] }] }, { name: 'Dirt' }] }

test('a manager orders the queue, shares it out, splits a label and clones the project', async ({ page, request, baseURL }) => {
  const api = rest(request, baseURL!)
  const project = await labelingProject(request, baseURL!, cells, 3)
  const [cell] = project.labels
  const { claim } = (await api.post<ClaimResult>(`/labeling/projects/${project.id}/claim`)) as ClaimResult & { claim: { id: string; task: string } }
  const box = (x: number, stage: string): Partial<Annotation> => ({ id: crypto.randomUUID(), label: cell!.id, attributes: { stage }, shape: { kind: 'box', x, y: 10, width: 30, height: 30, angle: 0 } })
  const { revision } = await api.post<{ revision: number }>(`/labeling/tasks/${claim.task}/operations`, { claim: claim.id, base: 0, operations: [box(10, 'young'), box(60, 'old')].map((annotation) => ({ id: crypto.randomUUID(), kind: 'put', annotation })) })
  await api.post(`/labeling/tasks/${claim.task}/submit`, { claim: claim.id, revision })

  const address = `/w/${owner.workspace}/labeling/${project.id}`
  const dialog = page.getByRole('dialog')
  await page.goto(`${address}?tab=images`)
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await page.getByRole('checkbox', { name: 'Choose image-3.png' }).click()
  await page.getByRole('button', { name: 'Set priority' }).click()
  await dialog.getByLabel('Priority').fill('7')
  await dialog.getByRole('button', { name: 'Set priority' }).click()
  await expect(row('image-3')).toContainText('priority 7')
  await page.getByRole('button', { name: 'Assign images' }).click()
  await expect(dialog).toContainText('2 open images assigned to nobody')
  await expect(dialog.getByRole('button', { name: 'Open them to everybody' })).toBeDisabled()
  await dialog.getByRole('checkbox').first().click()
  await dialog.getByLabel('Name contains').fill('image-2')
  await dialog.getByRole('button', { name: 'Assign images' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('combobox', { name: 'Which images' }).click()
  await page.getByRole('option', { name: 'Assigned to somebody' }).click()
  await expect(row('image-2')).toBeVisible()
  await expect(row('image-3')).toBeHidden()

  await page.goto(`${address}?tab=labels`)
  await page.getByRole('button', { name: 'Details of Dirt' }).click()
  await dialog.getByLabel('Instructions').fill('Whatever is on the glass.')
  await dialog.getByRole('button', { name: 'Add attribute' }).click()
  await expect(dialog.getByRole('button', { name: 'Save label' })).toBeDisabled()
  await dialog.getByLabel('Name of attribute 1').fill('wet')
  await dialog.getByRole('combobox', { name: 'Kind of attribute 1' }).click()
  await page.getByRole('option', { name: 'Yes or no' }).click()
  await dialog.getByRole('button', { name: 'Example: image-1.png' }).click()
  // What the studio refuses is said in the dialog, and nothing that was typed is gone.
  await page.route('**/labels/*', (route) => route.fulfill({ status: 409, json: { error: { code: 'conflict', message: 'The label was changed a moment ago.' } } }), { times: 1 })
  await dialog.getByRole('button', { name: 'Save label' }).click()
  await expect(dialog.getByText('The label was changed a moment ago.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Save label' }).click()
  await expect(dialog).toBeHidden()
  const { labels } = await api.get<ProjectView>(`/labeling/projects/${project.id}`)
  expect(labels[1]).toMatchObject({ instructions: 'Whatever is on the glass.', attributes: [{ name: 'wet', kind: 'boolean' }], examples: [expect.any(String)] })
  await page.getByRole('button', { name: 'Split Cell' }).click()
  await dialog.getByRole('combobox', { name: 'Value' }).click()
  await page.getByRole('option', { name: 'old' }).click()
  await dialog.getByLabel('New label').fill('Old cell')
  await expect(dialog.getByRole('status')).toHaveText('1 shape in 1 image will be moved to “Old cell”.')
  await dialog.getByRole('button', { name: 'Split label' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Name of Old cell' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo the split' }).click()
  await expect(page.getByRole('region', { name: 'Splits' })).toBeHidden()

  await page.goto(`${address}?tab=settings`)
  await page.getByRole('button', { name: 'Clone this project' }).click()
  await dialog.getByLabel('Name').fill(project.name)
  await dialog.getByRole('button', { name: 'Clone project' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('Name').fill(`${project.name} again`)
  await dialog.getByRole('button', { name: 'Clone project' }).click()
  await expect(page.getByRole('heading', { name: `${project.name} again` })).toBeVisible()

  // The queue follows, and what comes after is shown in the strip and fetched.
  await openLabeling(page, project.id)
  await expect(page.getByRole('heading', { name: 'image-3.png' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Images before this one and after it' })).toContainText('Next: image-2.png')
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /\/file\?as=web/.test(name)).length)).toBe(2)

  // A person's own key is taken from what had it, and is there after the page is loaded anew.
  await page.keyboard.press('?')
  await dialog.getByRole('button', { name: 'Change the key for Rotated box' }).click()
  await page.keyboard.press('r')
  await expect(dialog.getByRole('status')).toHaveText('“Box” had that key and has none of its own now.')
  await openLabeling(page, project.id)
  const tool = (name: string) => page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name, exact: true })
  await expect(tool('Box')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('r')
  await expect(tool('Rotated box')).toHaveAttribute('aria-pressed', 'true')
})
