import { readFile } from 'node:fs/promises'
import { expect, test, type APIRequestContext } from '@playwright/test'
import { owner } from './support/owner'

const names = ['amber', 'beryl', 'coral', 'denim', 'ebony']
const points = 3000
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

interface Logged {
  experiment: string
  ids: string[]
  post: (path: string, data: unknown) => Promise<unknown>
}

/** Five runs of one experiment; coral has one spike among its points, and ebony goes on. */
async function logRuns(request: APIRequestContext, baseURL: string): Promise<Logged> {
  const options = { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace } }
  const post = async <T>(path: string, data: unknown): Promise<T> => {
    const answer = await request.post(`/ajax-api/2.0/mlflow/${path}`, { ...options, data })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
  const { experiment_id } = await post<{ experiment_id: string }>('experiments/create', { name: `Compared ${Date.now()}` })
  const start = Date.UTC(2026, 0, 5)
  const one = async (name: string, index: number) => {
    const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id, run_name: name, start_time: start })
    const run_id = run.info.run_id
    const params = [{ key: 'optimizer', value: index < 3 ? 'adam' : 'sgd' }, { key: 'lr', value: String(0.01 * (index + 1)) }, { key: 'depth', value: String([2, 5, 3, 8, 6][index]) }, { key: 'seed', value: '42' }]
    for (let from = 0; from < points; from += 750) {
      const metrics = Array.from({ length: 750 }, (_, at) => ({ key: 'loss', step: from + at, timestamp: start + (from + at) * 1000, value: name === 'coral' && from + at === 1500 ? 50 : Math.exp(-(from + at) / 800) + index / 10 }))
      await post('runs/log-batch', { run_id, metrics, params: from === 0 ? params : [] })
    }
    if (name !== 'ebony') await post('runs/update', { run_id, status: 'FINISHED', end_time: start + points * 1000 })
    const picture = await request.put(`/ajax-api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/images/digits%25step%25${index}%25timestamp%251%25a.png`, { ...options, data: pixel })
    expect(picture.ok()).toBe(true)
    // Two log how good they are as numbers, one as a picture.
    const logged = index < 2 ? ['roc_curve.csv', Buffer.from(`fpr,tpr,threshold\n0,0,inf\n0.${index + 1},0.8,0.5\n1,1,0\n`)] as const : index === 2 ? ['training_roc_curve.png', pixel] as const : null
    if (logged) expect((await request.put(`/ajax-api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/${logged[0]}`, { ...options, data: logged[1] })).ok()).toBe(true)
    return run_id
  }
  return { experiment: experiment_id, ids: await Promise.all(names.map(one)), post }
}

test('five runs are compared: a spike is read, axes changed, zoomed, brushed, saved whole, and a run that goes on moves its line', async ({ page, baseURL }) => {
  // One fixture for all ways of looking at it.
  test.setTimeout(240_000)
  const { experiment, ids, post } = await logRuns(page.request, baseURL!)
  await page.goto(`/w/${owner.workspace}/experiments/compare?runs=${ids.join(',')}`)
  const chart = page.getByRole('region', { name: 'loss', exact: true })
  const area = chart.getByRole('slider', { name: /^Read loss/ })
  await expect(chart.locator('canvas')).toBeVisible({ timeout: 90_000 })
  await expect(chart.getByText('15,000 points, drawn by the lowest and highest of neighbours')).toBeVisible()

  // The spike is one of 15,000 points, and is read where it stands.
  const coral = chart.locator(`li[data-line="${ids[2]}"]`)
  const hover = async (share: number) => {
    const box = (await area.boundingBox())!
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2)
  }
  await hover(1500 / (points - 1))
  await expect(coral).toContainText('coral')
  await expect(coral).toContainText('to 50)')
  await expect(chart.locator('[data-hover-card]')).toContainText('Step 1,5')
  await page.getByRole('radio', { name: 'Wall time' }).click()
  await expect(page).toHaveURL(/x=wall/)
  // The pointer is where it was: what it reads comes with the numbers over time.
  await expect(async () => {
    await hover(0.49)
    await hover(0.5)
    await expect(chart.locator('[data-hover-card]')).toContainText(/2026-01-05 00:2[45]:\d\d.* UTC/, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await page.getByRole('radio', { name: 'Step', exact: true }).click()
  await expect(page).not.toHaveURL(/x=wall/)
  await page.getByRole('checkbox', { name: 'Log y' }).click()
  await expect(page).toHaveURL(/logy=true/)

  // Dragging zooms: what is in sight comes point by point.
  const box = (await area.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.46, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.54, box.y + 50, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/zoom=1\d{3}/)
  await expect(chart.getByText(/^1,\d{3} points$/)).toBeVisible()
  await area.focus()
  await page.keyboard.press('0')
  await expect(page).not.toHaveURL(/zoom=/)
  await expect(chart.getByText(/^15,000 points/)).toBeVisible()

  // The CSV has every point, however few are drawn.
  await chart.getByRole('button', { name: 'Download loss' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Every point (CSV)' }).click()])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(15_001)
  expect(lines.filter((line) => line.endsWith(',50'))).toEqual([`${ids[2]},coral,1500,2026-01-05T00:25:00.000Z,50`])

  // A run that goes on: what it logs is drawn without a reload.
  await post('runs/log-batch', { run_id: ids[4], metrics: Array.from({ length: 10 }, (_, at) => ({ key: 'loss', step: points + at, timestamp: Date.UTC(2026, 0, 6), value: 0.5 })) })
  await expect(chart.getByText(/^15,010 points/)).toBeVisible({ timeout: 30_000 })

  await page.getByRole('tab', { name: 'Relations' }).click()
  const axis = page.getByRole('slider', { name: 'Keep a part of optimizer' })
  await axis.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('3 of 5 lines kept')).toBeVisible()
  const list = page.getByRole('region', { name: 'Compared runs' })
  await expect(list.getByRole('link', { name: 'coral' })).toBeVisible()
  await expect(list.getByRole('link', { name: 'denim' })).toBeHidden()
  await list.getByRole('button', { name: 'Keep all' }).click()
  await expect(list.getByRole('link', { name: 'denim' })).toBeVisible()

  await page.getByRole('tab', { name: 'Table' }).click()
  const best = page.getByRole('table', { name: 'Metrics of the runs' }).getByRole('row', { name: /loss/ })
  await expect(best.getByRole('img', { name: 'best' })).toHaveCount(1)
  const differences = page.getByRole('table', { name: 'Differences' })
  await expect(differences.getByRole('row', { name: /^optimizer adam adam adam sgd sgd$/ })).toBeVisible()
  await expect(differences.getByRole('rowheader', { name: 'seed' })).toBeHidden()
  await page.getByRole('switch', { name: 'Only differences' }).click()
  await expect(differences.getByRole('rowheader', { name: 'seed' })).toBeVisible()

  await page.getByRole('tab', { name: 'Pictures' }).click()
  await expect(page.getByRole('img', { name: 'digits of beryl at step 1' })).toBeVisible()

  await list.getByRole('button', { name: 'Take amber out of the comparison' }).click()
  await expect(list.getByRole('link', { name: 'amber' })).toBeHidden()
  await expect(page).not.toHaveURL(new RegExp(ids[0]!))

  // Contours where two numbers span a plane, curves that clients logged over each other, and what is only a picture beside them.
  const among = `/w/${owner.workspace}/experiments/compare?runs=${ids.join(',')}`
  await page.goto(`${among}&tab=relations&dx=params.lr&dy=params.depth`)
  const contours = page.getByRole('region', { name: 'Contours of loss over lr and depth' })
  await expect(contours.getByText(/Between 5 runs, linear inside the triangles/)).toBeVisible({ timeout: 30_000 })
  await expect(contours.getByRole('link', { name: /^Open / })).toHaveCount(5)
  await page.getByRole('tab', { name: 'Evaluations' }).click()
  const roc = page.getByRole('region', { name: 'ROC curve of positive' })
  await expect(roc.getByText('2 runs, each on its own rows')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('img', { name: 'ROC curves of coral: training_roc_curve.png' })).toBeVisible()

  // A run's own charts are the same ones, its machine below; what is logged now is drawn without a reload.
  const machine = [0, 1, 2].map((step) => ({ key: 'system/cpu_utilization_percentage', step, timestamp: Date.UTC(2026, 0, 5) + step * 10_000, value: 40 + step }))
  await post('runs/log-batch', { run_id: ids[4], metrics: machine })
  await page.goto(`/w/${owner.workspace}/experiments/${experiment}/runs/${ids[4]}?tab=metrics`)
  const own = page.getByRole('region', { name: 'loss', exact: true })
  await expect(own.locator('canvas')).toBeVisible({ timeout: 30_000 })
  await expect(own.getByText(/^3,010 points/)).toBeVisible()
  const load = page.getByRole('region', { name: 'The machine' })
  await expect(load.getByText(/^3 points/)).toBeVisible({ timeout: 30_000 })
  await post('runs/log-batch', { run_id: ids[4], metrics: [{ key: 'loss', step: points + 10, timestamp: Date.UTC(2026, 0, 6), value: 0.4 }] })
  await expect(own.getByText(/^3,011 points/)).toBeVisible({ timeout: 30_000 })
})
