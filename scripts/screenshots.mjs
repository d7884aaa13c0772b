// Takes the README's screenshots from a running studio with the sample:
//   ATELIER_URL=… ATELIER_ADMIN_EMAIL=… ATELIER_ADMIN_PASSWORD=… node scripts/screenshots.mjs
import { existsSync, mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'

const { ATELIER_URL: url = 'http://localhost:3000', ATELIER_ADMIN_EMAIL: email, ATELIER_ADMIN_PASSWORD: password } = process.env
const folder = new URL('../docs/screenshots/', import.meta.url).pathname
mkdirSync(folder, { recursive: true })

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, email, password, json: 'true' } })
const get = async (path) => (await context.request.get(`/api/v1${path}`, { headers: { 'x-atelier-workspace': 'sample' } })).json()

const { pipelines } = await get('/pipelines')
const pipelineOf = (name) => pipelines.find((pipeline) => pipeline.name === name)
const latestOf = async (name) => (await get(`/runs?pipeline=${pipelineOf(name).id}&state=succeeded`)).runs[0]
/** The pipeline's latest run; one is made where there is none. */
async function runOf(name) {
  if (await latestOf(name)) return latestOf(name)
  await context.request.post(`/api/v1/pipelines/${pipelineOf(name).id}/runs`, { headers: { 'x-atelier-workspace': 'sample', origin: url }, data: {} })
  for (;;) {
    const run = await latestOf(name)
    if (run) return run
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
const page = await context.newPage()
const quiet = () => page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => {})

await page.goto(`/w/sample/pipelines/${pipelineOf('Penguin species').id}`)
await page.locator('.react-flow__node').filter({ hasText: 'Train on 3 of 4 birds' }).click()
await page.locator('#inspector').getByLabel('Target', { exact: true }).waitFor()
await quiet()
await page.screenshot({ path: `${folder}designer.png` })

await page.goto(`/w/sample/runs/${(await runOf('Penguin species')).id}?step=evaluate`)
await page.getByRole('heading', { name: /Confusion matrix/ }).waitFor()
await quiet()
await page.screenshot({ path: `${folder}evaluation.png` })

await page.goto(`/w/sample/runs/${(await runOf('Car fuel economy')).id}?tab=timeline`)
await page.getByRole('heading', { name: 'Timeline' }).waitFor()
await quiet()
await page.screenshot({ path: `${folder}timeline.png`, clip: { x: 0, y: 0, width: 1440, height: 620 } })

await browser.close()
