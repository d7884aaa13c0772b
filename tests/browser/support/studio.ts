import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test'
import type { Graph } from '@/lib/graph/schema'
import type { RunView } from '@/lib/runs/schema'
import { owner } from './owner'

/** REST in the owner's session, as the studio's own pages use it. */
export function rest(request: APIRequestContext, baseURL: string) {
  const headers = { origin: baseURL, 'x-atelier-workspace': owner.workspace }
  const read = async <T>(response: Awaited<ReturnType<APIRequestContext['get']>>): Promise<T> => {
    expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true)
    return (await response.json()) as T
  }
  return {
    get: async <T>(path: string) => read<T>(await request.get(`/api/v1${path}`, { headers })),
    post: async <T>(path: string, data?: unknown) => read<T>(await request.post(`/api/v1${path}`, { headers, data: data ?? {} })),
  }
}

/** A pipeline of its own for a test. */
export async function createPipeline(request: APIRequestContext, baseURL: string, name: string, graph: Partial<Graph> = {}): Promise<string> {
  const { id } = await rest(request, baseURL).post<{ id: string }>('/pipelines', { name, graph: { nodes: [], edges: [], ...graph } })
  return id
}

export async function readGraph(request: APIRequestContext, baseURL: string, id: string): Promise<Graph> {
  return (await rest(request, baseURL).get<{ graph: Graph }>(`/pipelines/${id}`)).graph
}

/** Runs a pipeline to its end, over REST. */
export async function runToEnd(request: APIRequestContext, baseURL: string, pipeline: string, options: object = {}): Promise<RunView> {
  const api = rest(request, baseURL)
  const { id } = await api.post<RunView>(`/pipelines/${pipeline}/runs`, options)
  let run!: RunView
  await expect
    .poll(async () => (run = await api.get<RunView>(`/runs/${id}`)).endedAt, { timeout: 120_000, intervals: [100, 250, 500] })
    .not.toBeNull()
  return run
}

export async function openPipeline(page: Page, id: string): Promise<void> {
  await page.goto(`/w/${owner.workspace}/pipelines/${id}`)
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
}

/** The card of a step on the canvas, by its name. */
export function card(page: Page, name: string): Locator {
  return page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) })
}

/** A port of a card: `table`, `model` … at its `source` (below) or `target` (above) side. */
export function port(step: Locator, side: 'source' | 'target', name: string): Locator {
  return step.locator(`.react-flow__handle.${side}[data-handleid="${name}"]`)
}

/** Draws a wire with the mouse. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = (await from.boundingBox())!
  const end = (await to.boundingBox())!
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + 20, start.y + 20, { steps: 3 })
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 })
  await page.mouse.up()
}

/** Errors in the browser's console fail the test that made them. */
export function watchConsole(page: Page): { errors: string[] } {
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  return { errors }
}
