import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { createPipeline, rest, runToEnd, watchConsole } from './support/studio'
import { penguins } from './support/penguins'
import { owner } from './support/owner'
import { label, labelingProject } from './support/labeling'
import { trackRun } from './support/tracking'

const w = `/w/${owner.workspace}`

interface Ids {
  pipeline: string
  run: string
  experiment: string
  tracked: string
  /** Ids of runs, with commas. */
  compared: string
  /** `<experiment>/runs/<run>` */
  command: string
  agent: string
  /** Its name. */
  model: string
  dashboard: string
  labeling: string
  /** Its name. */
  cluster: string
}

/** Every kind of page, by name; ids are found when the test runs. */
const pages: [string, (ids: Ids) => string][] = [
  ['home', () => w],
  ['pipelines', () => `${w}/pipelines`],
  ['designer', ({ pipeline }) => `${w}/pipelines/${pipeline}`],
  ['designer, a step selected', ({ pipeline }) => `${w}/pipelines/${pipeline}?select=train`],
  ['runs', () => `${w}/runs`],
  ['run, graph', ({ run }) => `${w}/runs/${run}`],
  ['run, timeline', ({ run }) => `${w}/runs/${run}?tab=timeline`],
  ['run, steps', ({ run }) => `${w}/runs/${run}?tab=steps`],
  ['run, log', ({ run }) => `${w}/runs/${run}?tab=log`],
  ['experiments', () => `${w}/experiments`],
  ['experiment', ({ experiment }) => `${w}/experiments/${experiment}`],
  ['tracked run', ({ experiment, tracked }) => `${w}/experiments/${experiment}/runs/${tracked}`],
  ['tracked run, charts', ({ experiment, tracked }) => `${w}/experiments/${experiment}/runs/${tracked}?tab=metrics`],
  ['tracked run, files', ({ experiment, tracked }) => `${w}/experiments/${experiment}/runs/${tracked}?tab=artifacts`],
  ['tracked run, TensorBoard', ({ experiment, tracked }) => `${w}/experiments/${experiment}/runs/${tracked}?tab=tensorboard`],
  ['run a command', () => `${w}/experiments/run-command`],
  ['command run, code', ({ command }) => `${w}/experiments/${command}?tab=code`],
  ['sweeps', () => `${w}/sweeps`],
  ['new sweep', ({ pipeline }) => `${w}/sweeps/new?pipeline=${pipeline}`],
  ['experiment, grouped', ({ experiment }) => `${w}/experiments/${experiment}?group=params.depth`],
  ['runs compared', ({ compared }) => `${w}/experiments/compare?runs=${compared}`],
  ['runs compared, table', ({ compared }) => `${w}/experiments/compare?runs=${compared}&tab=table`],
  ['runs compared, relations', ({ compared }) => `${w}/experiments/compare?runs=${compared}&tab=relations`],
  ['runs compared, evaluations', ({ compared }) => `${w}/experiments/compare?runs=${compared}&tab=evaluations`],
  ['models', () => `${w}/models`],
  ['model', ({ model }) => `${w}/models/${model}`],
  ['model version', ({ model }) => `${w}/models/${model}/versions/1`],
  ['model version, files', ({ model }) => `${w}/models/${model}/versions/1?tab=files`],
  ['model versions compared', ({ model }) => `${w}/models/${model}/compare?versions=1,2`],
  ['evaluation', ({ run }) => `${w}/runs/${run}?step=evaluate`],
  ['model card', ({ run }) => `${w}/runs/${run}?step=train`],
  ['run, chart of a table', ({ run }) => `${w}/runs/${run}?step=split&show=chart`],
  ['labeling', () => `${w}/labeling`],
  ['new labeling project', () => `${w}/labeling/new`],
  ['quality of a labeling project', ({ labeling }) => `${w}/labeling/${labeling}?tab=quality`],
  ['labels of a labeling project', ({ labeling }) => `${w}/labeling/${labeling}?tab=labels`],
  ['data', () => `${w}/data`],
  ['add data', () => `${w}/data/new`],
  ['gallery', () => `${w}/data/gallery`],
  ['datastores', () => `${w}/data/datastores`],
  ['data asset', () => `${w}/data/penguins`],
  ['data asset, chart', () => `${w}/data/penguins?tab=chart`],
  ['components', () => `${w}/components`],
  ['component', () => `${w}/components/transform.split-data@1`],
  ['new component', () => `${w}/components/new`],
  ['import components', () => `${w}/components/import`],
  ['dashboards', () => `${w}/dashboards`],
  ['dashboard', ({ dashboard }) => `${w}/dashboards/${dashboard}`],
  ['dashboard, arranged', ({ dashboard }) => `${w}/dashboards/${dashboard}?edit=1`],
  ['compute', () => `${w}/compute`],
  ['cluster', ({ cluster }) => `${w}/compute/${cluster}`],
  ['agent', ({ agent }) => `${w}/compute/agents/${agent}`],
  ['agent, history', ({ agent }) => `${w}/compute/agents/${agent}?tab=history`],
  ['agent, log', ({ agent }) => `${w}/compute/agents/${agent}?tab=log`],
  ['environments', () => `${w}/environments`],
  ['environment', () => `${w}/environments/sklearn`],
  ['new environment', () => `${w}/environments/new`],
  ['members', () => `${w}/members`],
  ['activity', () => `${w}/activity`],
  ['settings', () => `${w}/settings`],
  ['nothing there', () => `${w}/nowhere`],
]

let ids: Ids

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: 'test-results/owner.json' })
  const pipeline = await createPipeline(request, baseURL!, 'Looked at', penguins({ seed: 5 }))
  const run = await runToEnd(request, baseURL!, pipeline)
  const { experiment, run: tracked } = await trackRun(request, baseURL!, `Looked at ${Date.now()}`)
  const model = `looked-at-${Date.now()}`
  for (let version = 1; version <= 2; version++) await rest(request, baseURL!).post(`/models/${model}/versions`, { source: `runs:/${tracked}/tables`, runId: tracked })
  const { agents } = await rest(request, baseURL!).get<{ agents: { id: string }[] }>('/agents')
  // No agent has the environment that it asks for: it waits.
  const made = await rest(request, baseURL!).post<{ id: string; experimentId: string }>('/commands', { experiment: `Looked at ${Date.now()}`, command: 'python a.py', files: [{ path: 'a.py', text: 'print(1)\n' }], compute: { tags: ['nowhere'] } })
  const { run: other } = await trackRun(request, baseURL!, `Looked at too ${Date.now()}`)
  const { id: dashboard } = await rest(request, baseURL!).post<{ id: string }>('/dashboards/ready-made')
  const { name: cluster } = await rest(request, baseURL!).post<{ name: string }>('/compute', { name: `looked-at-${Date.now()}`, engine: 'processes', minNodes: 0, maxNodes: 1 })
  const { id: labeling } = await labelingProject(request, baseURL!, { name: 'Looked at', kinds: ['tag'], labels: [{ name: 'Cat' }, { name: 'Dog' }] }, 1)
  await label(request, baseURL!, labeling, 'Cat')
  const command = `${made.experimentId}/runs/${made.id}`
  ids = { pipeline, command, run: run.id, experiment, tracked, compared: `${tracked},${other}`, agent: agents[0]!.id, model, dashboard, cluster, labeling }
  await request.dispose()
})

test.afterAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: 'test-results/owner.json' })
  await request.delete(`/api/v1/compute/${ids.cluster}`, { headers: { origin: baseURL!, 'x-atelier-workspace': owner.workspace } })
  await request.dispose()
})

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await expect(page.locator('main')).toBeVisible()
  // Skeletons are gone when what they stand for is there.
  await expect(page.locator('[data-skeleton]')).toHaveCount(0)
}

for (const [name, path] of pages) {
  test(`${name}: accessible in light and dark, quiet console, fits a phone`, async ({ page }) => {
    const seen = watchConsole(page)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto(path(ids))
    await settle(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Only colours differ in the dark.
      const axe = new AxeBuilder({ page })
      const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')}`)
      expect(found, colorScheme).toEqual([])
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await settle(page)
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(seen.errors.filter((text) => name !== 'nothing there' || !text.includes('404'))).toEqual([])
  })
}

test('a stranger is asked to sign in, and comes back to where they wanted to go', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: undefined })
  const page = await context.newPage()
  await page.goto(`${w}/runs`)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
  await context.close()
})
