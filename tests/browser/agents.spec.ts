import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { ComputeView } from '@/lib/compute/schema'
import type { Graph } from '@/lib/graph/schema'
import type { RunView } from '@/lib/runs/schema'
import { owner } from './support/owner'
import { createPipeline, rest } from './support/studio'

// The second works with what the first has joined.
test.describe.configure({ mode: 'serial', timeout: 420_000 })

const started: ChildProcess[] = []
const folders: string[] = []
const mark = Date.now() % 1_000_000

test.afterAll(async ({ playwright, baseURL }, info) => {
  for (const child of started) end(child)
  const request = await playwright.request.newContext({ baseURL, storageState: info.project.use.storageState as string })
  const { agents } = await rest(request, baseURL!).get<ComputeView>('/agents')
  const headers = { origin: baseURL!, 'x-atelier-workspace': owner.workspace }
  for (const { id, name } of agents) if (name.endsWith(`-${mark}`)) await request.delete(`/api/v1/agents/${id}`, { headers })
  await request.dispose()
  // What builds an environment there may outlive its agent by some seconds.
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 12, retryDelay: 500 })
})

/** The whole group: the shell of the line and the agent itself. */
function end(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** Adds an agent as a person does: the line from the page, run in a folder of its own. */
async function attach(page: Page, name: string): Promise<ChildProcess> {
  await page.goto(`/w/${owner.workspace}/compute`)
  await page.getByRole('button', { name: 'Add agent' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an agent' })
  await dialog.getByLabel('Name').fill(name)
  const line = dialog.getByLabel('Command')
  await expect(line).toContainText(`--name ${name}`)
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-browser-agent-'))
  folders.push(folder)
  const log = path.join(folder, 'log')
  const output = openSync(log, 'a')
  const child = spawn('sh', ['-c', `${await line.textContent()} --home ${path.join(folder, 'home')} --slots 1`], { cwd: folder, detached: true, stdio: ['ignore', output, output] })
  started.push(child)
  await expect(dialog.getByRole('status')).toContainText(`${name} has joined`, { timeout: 90_000 })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(/Connected|Busy/, { timeout: 150_000 }).catch((error: Error) => {
    throw new Error(`${error.message}\nThe agent said:\n${readFileSync(log, 'utf8')}`)
  })
  return child
}

/** Forty steps side by side, each with some work that nobody has done before. */
function wide(): Graph {
  const nodes = Array.from({ length: 40 }, (_, index) => ({
    id: `s${index}`,
    component: 'script.sql@1',
    name: `Part ${index}`,
    params: { query: `select sum(hash(range * ${index + 2} + ${mark}) % 1000) as total from range(25000000)` },
    note: '',
    position: { x: (index % 8) * 240, y: Math.floor(index / 8) * 120 },
  }))
  return { nodes, edges: [] }
}

test('two machines joined by the shown line share a run, and one that is killed costs it nothing', async ({ page, request, baseURL }) => {
  const names = [`left-${mark}`, `right-${mark}`] as const
  const left = await attach(page, names[0])
  await attach(page, names[1])
  const api = rest(request, baseURL!)
  const pipeline = await createPipeline(request, baseURL!, `Forty parts ${mark}`, wide())
  const { id } = await api.post<{ id: string }>(`/pipelines/${pipeline}/runs`)
  const read = () => api.get<RunView>(`/runs/${id}`)
  const attempts = (run: RunView, name: string) => run.steps.flatMap((step) => step.attempts).filter((attempt) => attempt.agent === name)

  // Killed while it runs a step, after it has done one.
  await expect.poll(async () => attempts(await read(), names[0]).map((attempt) => attempt.endReason), { timeout: 120_000, intervals: [100] }).toEqual(expect.arrayContaining(['succeeded', null]))
  end(left)
  await expect.poll(async () => (await read()).endedAt, { timeout: 150_000, intervals: [500] }).not.toBeNull()
  const run = await read()
  expect(run.state, JSON.stringify(run.steps.filter((step) => step.state !== 'succeeded'))).toBe('succeeded')
  for (const name of names) expect(attempts(run, name).length, name).toBeGreaterThan(0)
  // What the killed agent held was lost once, and done by another.
  expect(attempts(run, names[0]).filter((attempt) => attempt.endReason === 'lease_lost').length).toBeLessThanOrEqual(1)

  await page.goto(`/w/${owner.workspace}/compute`)
  await expect(page.getByRole('row', { name: new RegExp(names[0]) })).toContainText('Lost', { timeout: 30_000 })
  await page.getByRole('link', { name: names[1] }).click()
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('table').getByRole('link', { name: /^Part \d+$/ }).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(page.getByLabel(`Log of ${names[1]}`)).toContainText('Connected to')
})

test('an agent is paused with a note, resumed and drained', async ({ page }) => {
  const name = `right-${mark}`
  await page.goto(`/w/${owner.workspace}/compute`)
  const row = page.getByRole('row', { name: new RegExp(name) })
  const act = async (action: string) => {
    await row.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('Pause …')
  await page.getByRole('dialog').getByLabel('Why').fill('a larger disk')
  await page.getByRole('button', { name: 'Pause agent' }).click()
  await expect(row).toContainText('Paused')
  await expect(row).toContainText('a larger disk')
  // A page that hears nothing says so, and goes on by itself.
  await page.context().setOffline(true)
  await expect(page.getByText('This page is not up to date')).toBeVisible({ timeout: 30_000 })
  await page.context().setOffline(false)
  await expect(page.getByText('This page is not up to date')).toBeHidden({ timeout: 30_000 })
  await act('Resume')
  await expect(row).toContainText(/Connected|Busy/)
  await act('Drain …')
  await page.getByRole('button', { name: 'Drain agent' }).click()
  await expect(row).toContainText('Stopped', { timeout: 30_000 })
  await row.getByRole('link', { name }).click()
  await expect(page.getByText('starts it again')).toBeVisible()
})
