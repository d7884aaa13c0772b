// Fifty runs of 100,000 points each, compared: the studio's answers, and the page in real Chromium.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { inBrowser } from '../measure/browser.mjs'

const runs = Number(process.env.ATELIER_BENCH_COMPARED ?? 50)
const points = Number(process.env.ATELIER_BENCH_COMPARED_POINTS ?? 100_000)

/** @returns {Promise<import('../measure/main.mjs').Row[]>} */
export async function rows(studio) {
  const ids = await logRuns(studio)
  const query = new URLSearchParams([...ids.map((id) => ['run', id]), ['metric', 'loss'], ['buckets', '200']])
  const all = await median(() => studio.api(`/comparison/series?${query}`))
  const near = await median((index) => studio.api(`/comparison/series?${query}&from=${index * 5000 + 1000}&to=${index * 5000 + 6000}`))
  const bands = await median(() => studio.api(`/comparison/bands?${query}&group=params.optimizer`))
  const page = await inBrowser(studio, (context) => look(context, `${studio.url}/w/sample/experiments/compare?runs=${ids.join(',')}`))
  const what = `${runs} runs × ${points / 1000}k points`
  return [
    { work: `${what}: the studio's answer`, ours: all, limit: 500, unit: 'ms', against: 'own limit' },
    { work: `${what}: its answer to a zoom`, ours: near, limit: 200, unit: 'ms', against: 'own limit' },
    { work: `${what}: means and deviations of three groups`, ours: bands, limit: 1000, unit: 'ms', against: 'own limit' },
    { work: `${what}: page opened, until the lines are drawn`, ours: page.first / 1000, limit: 1, unit: 's', against: 'a limit' },
    { work: `${what}: zoomed by dragging, until drawn`, ours: page.zoom, limit: 300, unit: 'ms', against: 'a limit' },
  ]
}

async function median(work) {
  const times = []
  for (let index = 0; index < 5; index++) {
    const begun = performance.now()
    await work(index)
    times.push(performance.now() - begun)
  }
  return times.sort((a, b) => a - b)[2]
}

/** Runs over the protocol; their points straight into the database, as logging them is measured elsewhere. The first look at them has them rolled up. */
async function logRuns(studio) {
  const post = async (route, body) => {
    const answer = await fetch(`${studio.url}/api/2.0/mlflow/${route}`, { method: 'POST', headers: { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const { experiment_id } = await post('experiments/create', { name: `Compared ${Date.now()}` })
  const ids = []
  for (let index = 0; index < runs; index++) {
    const { run } = await post('runs/create', { experiment_id, run_name: `run ${index}`, start_time: 1_760_000_000_000 })
    const run_id = run.info.run_id
    await post('runs/log-batch', { run_id, metrics: [{ key: 'loss', value: 1, timestamp: 1_760_000_000_000, step: 0 }], params: [{ key: 'optimizer', value: ['adam', 'sgd', 'lion'][index % 3] }, { key: 'lr', value: String(0.001 * ((index % 5) + 1)) }] })
    await post('runs/update', { run_id, status: 'FINISHED', end_time: 1_760_000_000_000 + points * 100 })
    ids.push(run_id)
  }
  const { databaseUrl } = JSON.parse(readFileSync(path.join(studio.home, 'launcher.json'), 'utf8'))
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    for (const id of ids) {
      await sql`
        with mine as (select m.run, m.key from latest_metrics m join tracked_runs r on r.id = m.run where r.run_id = ${id})
        insert into metric_points (run, key, step, at_ms, value)
        select run, key, s, 1760000000000 + s * 100, exp(-s / 20000.0) + random() * 0.05 from mine, generate_series(1, ${points - 1}::int) s`
      await sql`update latest_metrics m set step = ${points - 1}, at_ms = 1760000000000 + ${points - 1} * 100, unrolled = ${points} from tracked_runs r where r.id = m.run and r.run_id = ${id}`
    }
    await sql`analyze metric_points`
    await rolledUp(studio, sql, ids)
    await sql`analyze metric_chunks`
  } finally {
    await sql.end()
  }
  return ids
}

async function rolledUp(studio, sql, ids) {
  for (let tries = 0; tries < 600; tries++) {
    const [{ left }] = await sql`select count(*)::int as left from latest_metrics m join tracked_runs r on r.id = m.run where r.run_id = any(${ids}) and m.unrolled > 2000`
    if (left === 0) return
    if (tries % 30 === 0) for (const id of ids) await studio.api(`/comparison/series?run=${id}&metric=loss&from=0&to=10`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  throw new Error('The points were not rolled up within ten minutes')
}

async function look(context, address) {
  await context.addInitScript(watchDrawings)
  const page = await context.newPage()
  // The second visit: a person who compares has the scripts.
  await page.goto(address)
  await page.waitForFunction(() => window.drawings.length > 0)
  const first = []
  for (let index = 0; index < 7; index++) {
    await page.waitForTimeout(500)
    await page.goto(address, { waitUntil: 'commit' })
    await page.waitForFunction(() => window.drawings.length > 0)
    first.push(await page.evaluate(() => window.drawings[0].shown))
  }
  const zoom = []
  const area = page.getByRole('slider', { name: /^Read loss/ })
  for (let index = 0; index < 7; index++) {
    const box = await area.boundingBox()
    await page.mouse.move(box.x + box.width * (0.2 + index / 20), box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * (0.4 + index / 20), box.y + 40, { steps: 3 })
    await page.evaluate(() => {
      window.before = document.querySelector('[data-chart-card] header p').textContent
      window.drawings = []
      addEventListener('pointerup', () => (window.released = performance.now()), { once: true, capture: true })
    })
    await page.mouse.up()
    // At once the old lines are drawn over the new part; what counts is when those that have come for it are.
    const drawn = await page.waitForFunction(() => window.drawings.find(({ says }) => says !== window.before)?.shown - window.released)
    zoom.push(await drawn.jsonValue())
    await page.mouse.dblclick(box.x + box.width / 2, box.y + 60)
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('zoom'))
    await page.waitForTimeout(500)
  }
  await page.close()
  const middle = (times) => times.sort((a, b) => a - b)[3]
  return { first: middle(first), zoom: middle(zoom) }
}

/** Runs in the page: notes of each drawing when it was on screen, in milliseconds since the navigation began, and what stands above it, which counts its points. */
function watchDrawings() {
  window.drawings = []
  const note = (canvas) => {
    const says = canvas.closest('[data-chart-card]')?.querySelector('header p')?.textContent
    requestAnimationFrame(() => setTimeout(() => window.drawings.push({ shown: performance.now(), says })))
  }
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) [node, ...node.querySelectorAll('canvas')].filter((part) => part.matches('canvas')).forEach(note)
  }).observe(document, { childList: true, subtree: true })
}
