import { buffer as toBuffer } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import yazl from 'yazl'
import type { AssistView } from '@/lib/labeling/assist/schema'
import type { ClaimResult, ProjectView, TaskView } from '@/lib/labeling/schema'
import { saved } from './support/labeling'
import { owner } from './support/owner'
import { rest, watchConsole } from './support/studio'

const [labeled, more] = [20, 6]
const things = 3
const size = { width: 320, height: 64 }
const names = ['coin', 'card'] as const

interface Drawn {
  label: (typeof names)[number]
  box: [x: number, y: number, width: number, height: number]
}

/** Around a coin, as COCO lists points. */
const round = ([x, y, side]: Drawn['box']) => Array.from({ length: 16 }, (_, at) => (at * Math.PI) / 8).flatMap((angle) => [x + (side / 2) * (1 + Math.cos(angle)), y + (side / 2) * (1 + Math.sin(angle))])

/** A strip with red coins and blue cards on grey: as few pixels as a detector can tell them apart in. */
async function strip(at: number): Promise<{ picture: Buffer; drawn: Drawn[] }> {
  const drawn = Array.from({ length: things }, (_, place): Drawn => {
    const side = 38 + ((at * 5 + place * 7) % 13)
    return { label: (at + place) % 2 === 0 ? 'coin' : 'card', box: [12 + place * 104 + ((at * 11 + place * 5) % 36), 4 + ((at * 3 + place) % 8), side, side] }
  })
  const shapes = drawn.map(({ label, box: [x, y, side] }) => (label === 'coin' ? `<circle cx="${x + side / 2}" cy="${y + side / 2}" r="${side / 2}" fill="#c03028"/>` : `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#2456a6"/>`))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect width="100%" height="100%" fill="#8a8a86"/>${shapes.join('')}</svg>`
  return { picture: await sharp(Buffer.from(svg)).png().toBuffer(), drawn }
}

test('a model learns boxes and outlines from people’s and proposes them dashed, to be taken, moved and refused one by one or all of a confidence', async ({ page, request, baseURL }) => {
  // An agent may have to build the environment first.
  test.setTimeout(300_000)
  const console_ = watchConsole(page)
  const api = rest(request, baseURL!)
  const headers = { origin: baseURL!, 'x-atelier-workspace': owner.workspace }
  const project = await api.post<ProjectView>('/labeling/projects', { name: `Coins ${Math.random().toString(36).slice(2, 8)}`, kinds: ['box', 'polygon'], labels: names.map((name) => ({ name })) })
  const assist = `/labeling/projects/${project.id}/assist`
  const zip = new yazl.ZipFile()
  const coco = { images: [] as object[], annotations: [] as object[], categories: names.map((name, at) => ({ id: at + 1, name })) }
  for (let at = 0; at < labeled + more; at++) {
    const { picture, drawn } = await strip(at)
    const name = `${String(at).padStart(2, '0')}.png`
    zip.addBuffer(picture, name)
    // An image that it lists without things would count as labeled.
    if (at >= labeled) continue
    coco.images.push({ id: at + 1, file_name: name, ...size })
    for (const { label, box } of drawn) coco.annotations.push({ id: coco.annotations.length + 1, image_id: at + 1, category_id: names.indexOf(label) + 1, bbox: box, iscrowd: 0, ...(label === 'coin' && { segmentation: [round(box)] }) })
  }
  zip.addBuffer(Buffer.from(JSON.stringify(coco)), 'annotations.json')
  zip.end()
  // The precision wanted comes first, so that one round of learning is enough.
  const asked = await request.patch(`/api/v1${assist}`, { headers, data: { target: 0.6 } })
  expect(asked.ok(), await asked.text()).toBe(true)
  const imported = await request.post(`/api/v1/labeling/projects/${project.id}/import`, { headers, multipart: { format: 'coco', file: { name: 'coins.zip', mimeType: 'application/zip', buffer: await toBuffer(zip.outputStream) } } })
  expect(imported.ok(), await imported.text()).toBe(true)

  await page.goto(`/w/${owner.workspace}/labeling/${project.id}`)
  await expect.poll(async () => (await api.get<AssistView>(assist)).state.kind, { timeout: 240_000 }).toBe('proposing')
  const model = page.getByRole('region', { name: 'Model' })
  await expect(model).toContainText('It proposes shapes of', { timeout: 30_000 })
  await expect(model.getByRole('table', { name: 'How good it is, label by label' }).getByRole('row', { name: /coin/ })).toContainText(/% sure|all that it finds/)
  const { proposed } = await api.get<AssistView>(assist)
  expect(proposed).toBeGreaterThan(0)
  expect((await api.get<ProjectView>(`/labeling/projects/${project.id}`)).counts).toMatchObject({ images: labeled + more, done: labeled })

  // One in ten comes without its proposals.
  const claim = async () => (await api.post<ClaimResult>(`/labeling/projects/${project.id}/claim`)) as Extract<ClaimResult, { task: TaskView }>
  let held = await claim()
  while (held.task.proposals.length < things) {
    await api.post(`/labeling/tasks/${held.task.id}/submit`, { claim: held.claim.id, revision: held.task.revision })
    held = await claim()
  }
  const { task } = held
  const count = task.proposals.length
  await page.goto(`/w/${owner.workspace}/labeling/${project.id}/label`)
  const open = page.getByRole('region', { name: 'Proposals' })
  await expect(open).toContainText(`Proposed by the model ${count}`)
  await expect(open).toContainText(/(coin|card)\d\d% sure/)
  await page.keyboard.press('a')
  await expect(open).toContainText(`Proposed by the model ${count - 1}`)
  // What was taken over is selected: an arrow moves it.
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Escape')
  await page.keyboard.press('x')
  await expect(open).toContainText(`Proposed by the model ${count - 2}`)
  await open.getByRole('combobox', { name: 'Confidence that is enough' }).click()
  await page.getByRole('option', { name: 'any confidence' }).click()
  await open.getByRole('button', { name: `Accept ${count - 2}` }).click()
  await expect(open).toBeHidden()
  await saved(page)
  const kept = (await api.get<TaskView>(`/labeling/tasks/${task.id}`)).annotations
  expect(kept).toHaveLength(count - 1)
  const labelOf = Object.fromEntries(project.labels.map(({ name, id }) => [id, name]))
  for (const { label, shape, source } of kept) expect([shape.kind, source.by]).toEqual([labelOf[label] === 'coin' ? 'polygon' : 'box', 'person'])
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await api.get<AssistView>(assist)).things).toMatchObject({ accepted: count - 2, corrected: 1, rejected: 1 })
  expect(console_.errors).toEqual([])
})
