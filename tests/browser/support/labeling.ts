import { expect, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import sharp from 'sharp'
import type { CreateProjectInput, ProjectView, TaskView } from '@/lib/labeling/schema'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { owner } from './owner'
import { rest } from './studio'

export const imageSize = { width: 400, height: 300 }

/** A project with as many images as wanted: grey, with a red disc of radius 50 at 300, 200. */
export async function labelingProject(request: APIRequestContext, baseURL: string, project: CreateProjectInput, images: number): Promise<ProjectView> {
  const made = await rest(request, baseURL).post<ProjectView>('/labeling/projects', { ...project, name: `${project.name} ${Math.random().toString(36).slice(2, 8)}` })
  const disc = Buffer.from(`<svg width="400" height="300"><rect width="400" height="300" fill="#888"/><circle cx="300" cy="200" r="50" fill="#d00" shape-rendering="crispEdges"/></svg>`)
  const buffer = await sharp(disc).png().toBuffer()
  for (let at = 1; at <= images; at++) {
    const response = await request.post(`/api/v1/labeling/projects/${made.id}/images`, { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace }, multipart: { file: { name: `image-${at}.png`, mimeType: 'image/png', buffer } } })
    expect(response.ok(), await response.text()).toBe(true)
  }
  return made
}

/** Opens the project's next image; resolves to its task's id. */
export async function openLabeling(page: Page, project: string): Promise<string> {
  const claimed = page.waitForResponse((response) => response.url().endsWith('/claim') && response.request().method() === 'POST')
  await page.goto(`/w/${owner.workspace}/labeling/${project}/label`)
  const { task } = (await (await claimed).json()) as { task: TaskView }
  await expect(page.getByRole('heading', { name: task.image.fileName })).toBeVisible()
  await expect(page.getByRole('application')).toHaveAttribute('aria-busy', 'false')
  await saved(page)
  return task.id
}

export const saving = (page: Page) => page.getByRole('status', { name: 'Saving' })

export async function saved(page: Page): Promise<void> {
  await expect(saving(page)).toHaveText('Saved', { timeout: 30_000 })
}

export async function shapesOf(request: APIRequestContext, baseURL: string, task: string): Promise<Annotation[]> {
  return (await rest(request, baseURL).get<TaskView>(`/labeling/tasks/${task}`)).annotations
}

/** Where a place of the image is in the window, as long as the whole image is shown. */
export async function placer(page: Page): Promise<(at: Point) => Point> {
  const box = (await page.getByRole('application').boundingBox())!
  const scale = Math.min((box.width - 32) / imageSize.width, (box.height - 32) / imageSize.height)
  const [left, top] = [box.x + (box.width - imageSize.width * scale) / 2, box.y + (box.height - imageSize.height * scale) / 2]
  return ([x, y]) => [left + x * scale, top + y * scale]
}

/** Draws a line with the button held. */
export async function stroke(page: Page, points: readonly Point[], { release = true } = {}): Promise<void> {
  const place = await placer(page)
  await page.mouse.move(...place(points[0]!))
  await page.mouse.down()
  for (const point of points.slice(1)) await page.mouse.move(...place(point), { steps: 4 })
  if (release) await page.mouse.up()
}

export async function clicks(page: Page, points: readonly Point[]): Promise<void> {
  const place = await placer(page)
  for (const point of points) {
    await page.mouse.move(...place(point), { steps: 2 })
    await page.mouse.click(...place(point))
  }
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** A labeler who has just joined, in a browser of their own. */
export async function labeler(page: Page, browser: Browser, baseURL: string): Promise<Page> {
  await page.goto(`/w/${owner.workspace}/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(`lara-${Date.now().toString(36)}@example.com`)
  await dialog.getByLabel('Role').click()
  await page.getByRole('option', { name: /labeler/i }).click()
  await dialog.getByRole('button', { name: /link/i }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  const guest = await (await browser.newContext({ baseURL, storageState: undefined })).newPage()
  await guest.goto(link)
  await guest.getByLabel('Your name').fill('Lara Labeler')
  await guest.getByLabel('Password', { exact: true }).fill('another quiet pass phrase')
  await guest.getByRole('button', { name: /join/i }).click()
  await guest.waitForURL(`**/w/${owner.workspace}`)
  return guest
}

/** Labels the next image of a project as a whole, over REST; its task's id. */
export async function label(request: APIRequestContext, baseURL: string, project: string, name: string): Promise<string> {
  const api = rest(request, baseURL)
  const { labels } = await api.get<ProjectView>(`/labeling/projects/${project}`)
  const { claim } = await api.post<{ claim: { id: string; task: string } }>(`/labeling/projects/${project}/claim`)
  const annotation = { id: crypto.randomUUID(), label: labels.find((each) => each.name === name)!.id, shape: { kind: 'tag' } }
  const { revision } = await api.post<{ revision: number }>(`/labeling/tasks/${claim.task}/operations`, { claim: claim.id, base: 0, operations: [{ id: crypto.randomUUID(), kind: 'put', annotation }] })
  await api.post(`/labeling/tasks/${claim.task}/submit`, { claim: claim.id, revision })
  return claim.task
}
