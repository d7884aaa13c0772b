// The labeling canvas in real Chromium: images with thousands of shapes loaded, panned, zoomed, and one of them selected.
import { framesP95, inBrowser, timeUntil } from '../measure/browser.mjs'
import { randomUUID } from 'node:crypto'

const image = { width: 2000, height: 1500 }
/** Operations in one request. */
const batch = 5000
/** Times that each is opened. */
const loads = 7

export async function rows(studio) {
  return inBrowser(studio, async (context) => {
    const boxes = await measure(context, studio, 5000, box)
    const polygons = await measure(context, studio, 2000, polygon)
    const many = await measure(context, studio, 10_000, box)
    const name = { boxes: '5,000 boxes', polygons: '2,000 polygons of 20 points', many: '10,000 boxes' }
    return [
      ...lines(name.boxes, boxes, { frame: 33, select: 50, load: 1 }),
      ...lines(name.polygons, polygons, { frame: 33, select: 50, load: 1 }),
      // Usable: twice what half as many may take.
      ...lines(name.many, many, { frame: 66, select: 100, load: 2 }),
    ]
  })
}

function lines(work, { loadMs, panMs, zoomMs, selectMs }, limit) {
  const against = 'own limit'
  return [
    { work: `${work} to label, until drawn, the longest of ${loads} loads (median ${Math.round(loadMs[loads >> 1])} ms)`, ours: loadMs.at(-1) / 1000, limit: limit.load, unit: 's', against },
    { work: `${work}, frame while panning, p95`, ours: panMs, limit: limit.frame, unit: 'ms', against },
    { work: `${work}, frame while zooming, p95`, ours: zoomMs, limit: limit.frame, unit: 'ms', against },
    { work: `${work}, press until selected, median`, ours: selectMs, limit: limit.select, unit: 'ms', against },
  ]
}

/** A project with one image that has `count` shapes, opened and moved. */
async function measure(context, studio, count, shape) {
  const project = await prepare(context, studio, count, shape)
  const address = `${studio.url}/w/sample/labeling/${project}/label`
  const page = await context.newPage()
  const heading = `Shapes ${count.toLocaleString('en')}`
  const open = () => timeUntil(page, () => page.goto(address), isDrawn, heading)
  // A person who labels has the scripts.
  await open()
  const loadMs = []
  for (let at = 0; at < loads; at++) loadMs.push(await open())
  loadMs.sort((a, b) => a - b)
  await page.waitForTimeout(1500)
  const panMs = await frames(page, pan)
  await page.keyboard.press('Shift+Digit0')
  const zoomMs = await frames(page, zoom)
  await page.keyboard.press('Shift+Digit0')
  const selectMs = await selecting(page)
  await page.close()
  return { loadMs, panMs, zoomMs, selectMs }
}

/** Runs in the page: whether the image and all of its shapes are there. */
const isDrawn = (heading) => document.querySelector('[role="application"]')?.getAttribute('aria-busy') === 'false' && [...document.querySelectorAll('h2')].some((title) => title.textContent === heading)

async function prepare(context, studio, count, shape) {
  const headers = { origin: studio.url, 'x-atelier-workspace': 'sample' }
  const send = async (address, options) => {
    const response = await context.request.post(`/api/v1/labeling${address}`, { headers, ...options })
    if (!response.ok()) throw new Error(`${address}: ${await response.text()}`)
    return response.json()
  }
  const { default: sharp } = await import('sharp')
  const buffer = await sharp({ create: { ...image, channels: 3, background: '#bbb', noise: { type: 'gaussian', mean: 150, sigma: 30 } } }).jpeg().toBuffer()
  const project = await send('/projects', { data: { name: `Bench ${count} ${shape.name} ${randomUUID().slice(0, 8)}`, kinds: ['box', 'polygon'], labels: ['Cell', 'Nucleus', 'Other'].map((name) => ({ name })) } })
  await send(`/projects/${project.id}/images`, { multipart: { file: { name: 'image.jpg', mimeType: 'image/jpeg', buffer } } })
  const { claim } = await send(`/projects/${project.id}/claim`, { data: {} })
  for (let from = 0; from < count; from += batch) {
    const operations = Array.from({ length: Math.min(batch, count - from) }, (_, at) => {
      const annotation = { id: randomUUID(), label: project.labels[at % 3].id, z: from + at, shape: shape(from + at, count) }
      return { id: randomUUID(), kind: 'put', annotation }
    })
    await send(`/tasks/${claim.task}/operations`, { data: { claim: claim.id, base: from, operations } })
  }
  return project.id
}

/** Where the shape of that number is: a grid over the whole image, so that all are in sight at first. */
function cell(at, count) {
  const columns = Math.ceil(Math.sqrt((count * image.width) / image.height))
  const side = image.width / columns
  return { x: (at % columns) * side, y: Math.floor(at / columns) * side, side }
}

function box(at, count) {
  const { x, y, side } = cell(at, count)
  return { kind: 'box', x: x + side * 0.1, y: y + side * 0.1, width: side * 0.8, height: side * 0.8 }
}

function polygon(at, count) {
  const { x, y, side } = cell(at, count)
  const points = Array.from({ length: 20 }, (_, corner) => {
    const radius = side * (corner % 2 ? 0.45 : 0.35)
    return [x + side / 2 + radius * Math.cos((corner * Math.PI) / 10), y + side / 2 + radius * Math.sin((corner * Math.PI) / 10)]
  })
  return { kind: 'polygon', points }
}

const frames = (page, move) => framesP95(page, 4000, () => move(page, 4000))

async function pan(page, ms) {
  const stage = await page.getByRole('application').boundingBox()
  const [x, y] = [stage.x + stage.width / 2, stage.y + stage.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down({ button: 'middle' })
  for (let at = 0, until = Date.now() + ms; Date.now() < until; at++) await page.mouse.move(x + Math.sin(at / 9) * 150, y + Math.cos(at / 7) * 100)
  await page.mouse.up({ button: 'middle' })
}

async function zoom(page, ms) {
  const stage = await page.getByRole('application').boundingBox()
  await page.mouse.move(stage.x + stage.width / 3, stage.y + stage.height / 3)
  for (let at = 0, until = Date.now() + ms; Date.now() < until; at++) await page.mouse.wheel(0, at % 60 < 30 ? -60 : 60)
}

/** Milliseconds from a press on a shape until the frame in which it is selected, in the lists and on the canvas. */
async function selecting(page) {
  const stage = await page.getByRole('application').boundingBox()
  const times = []
  for (let round = 0; round < 9; round++) {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(150)
    await page.evaluate(listenForSelection)
    await page.mouse.click(stage.x + stage.width * (0.2 + 0.07 * round), stage.y + stage.height * 0.5)
    times.push(await page.evaluate(() => globalThis.selection))
  }
  return times.sort((a, b) => a - b)[4]
}

/** Runs in the page, and is there before the press: `selection` resolves to the milliseconds. */
function listenForSelection() {
  globalThis.selection = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Nothing was selected')), 5000)
    window.addEventListener(
      'pointerdown',
      () => {
        const begun = performance.now()
        const look = () => {
          if (!document.querySelector('section[aria-label="Shapes"] button[aria-pressed="true"]')) return requestAnimationFrame(look)
          clearTimeout(late)
          resolve(performance.now() - begun)
        }
        requestAnimationFrame(look)
      },
      { capture: true, once: true },
    )
  })
}
