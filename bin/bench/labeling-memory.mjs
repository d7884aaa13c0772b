// A thousand images labeled in one tab: what the page holds after 100, 500 and 1,000 of them, after a collection of garbage.
// ATELIER_BENCH_IMAGES makes it smaller.
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { inBrowser } from '../measure/browser.mjs'

export const onlyByName = true

const images = Number(process.env.ATELIER_BENCH_IMAGES ?? 1000)
const size = { width: 1200, height: 900 }

export async function rows(studio) {
  return inBrowser(studio, async (context) => {
    const project = await prepare(context, studio)
    const page = await context.newPage()
    const fetched = []
    page.on('request', (request) => /\/images\/[^/]+\/file/.test(request.url()) && !/as=thumb/.test(request.url()) && fetched.push(request.url()))
    await page.goto(`/w/sample/labeling/${project}/label`)
    const stops = [0.1, 0.5, 1].map((share) => Math.round(images * share))
    const found = []
    let late = 0
    const begun = performance.now()
    for (let at = 1; at <= images; at++) {
      const file = await ready(page)
      // The picture of the next image is asked for while this one is open.
      if (at > 1 && fetched.length < at) late++
      await label(page)
      await page.keyboard.press('Control+Enter')
      if (at === images) await page.getByText('Nothing left').waitFor()
      else await page.waitForFunction((name) => document.querySelector('h1')?.title && document.querySelector('h1').title !== name, file)
      if (stops.includes(at)) found.push({ at, ...(await held(page, context)) })
    }
    const seconds = (performance.now() - begun) / 1000
    for (const each of found) console.log(JSON.stringify(each))
    const [first, middle, last] = found
    const against = 'own limit'
    const grown = (part) => Math.max(0, last[part] - first[part])
    const name = `${images.toLocaleString('en')} images labeled in one tab (${seconds.toFixed(0)} s)`
    return [
      { work: `${name}, heap above that after ${first.at} (${first.heap.toFixed(1)} MB)`, ours: grown('heap'), limit: 5, unit: 'MB', against },
      // The browser keeps pictures that it has decoded, and fills what it allows itself first.
      { work: `The same, memory of the tab’s process above that after ${middle.at} (${middle.process.toFixed(0)} MB)`, ours: Math.max(0, last.process - middle.process), limit: 60, unit: 'MB', against },
      { work: `The same, nodes of the document (${last.nodes})`, ours: grown('nodes'), limit: 200, unit: '', against },
      { work: `The same, listeners (${last.listeners})`, ours: grown('listeners'), limit: 100, unit: '', against },
      { work: `The same, nodes of the canvas (${last.canvas})`, ours: grown('canvas'), limit: 0, unit: '', against },
      { work: 'The same, pictures not fetched ahead', ours: late, limit: 0, unit: '', against },
    ]
  })
}

/** A project with so many photographs, each another one. */
async function prepare(context, studio) {
  const headers = { origin: studio.url, 'x-atelier-workspace': 'sample' }
  const { default: sharp } = await import('sharp')
  const made = await context.request.post('/api/v1/labeling/projects', { headers, data: { name: `Bench memory ${randomUUID().slice(0, 8)}`, kinds: ['box'], labels: [{ name: 'cell' }] } })
  const project = await made.json()
  for (let at = 0; at < images; at++) {
    const buffer = await sharp({ create: { ...size, channels: 3, background: { r: at % 256, g: (at * 7) % 256, b: (at * 31) % 256 }, noise: { type: 'gaussian', mean: 128, sigma: 12 } } }).jpeg({ quality: 60 }).toBuffer()
    const response = await context.request.post(`/api/v1/labeling/projects/${project.id}/images`, { headers, multipart: { file: { name: `image-${at}.jpg`, mimeType: 'image/jpeg', buffer } } })
    if (!response.ok()) throw new Error(await response.text())
  }
  return project.id
}

/** Resolves to the file's name once its picture is drawn. */
async function ready(page) {
  await page.locator('[role="application"][aria-busy="false"]').waitFor()
  return page.locator('h1').getAttribute('title')
}

async function label(page) {
  const { x, y, width, height } = await page.getByRole('application').boundingBox()
  await page.keyboard.press('r')
  for (const shift of [0, 0.1, 0.2]) {
    await page.mouse.move(x + width * (0.3 + shift), y + height * 0.3)
    await page.mouse.down()
    await page.mouse.move(x + width * (0.35 + shift), y + height * 0.5)
    await page.mouse.up()
  }
}

/** Megabytes and counts after garbage is collected. */
async function held(page, context) {
  const session = await context.newCDPSession(page)
  await session.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const canvas = await page.evaluate(() => globalThis.Konva?.stages.reduce((sum, stage) => sum + stage.find(() => true).length + 1, 0) ?? 0)
  await session.detach()
  return { heap: usedSize / 1e6, process: await tabMemory(context), nodes, listeners: jsEventListeners, canvas }
}

/** Resident megabytes of the largest process that draws pages. */
async function tabMemory(context) {
  const session = await context.browser().newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1000)
  return Math.max(0, ...sizes)
}
