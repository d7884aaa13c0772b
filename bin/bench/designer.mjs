// The designer in real Chromium: script sent over the wire, and a big pipeline opened and moved.
import { framesP95, inBrowser, timeUntil } from '../measure/browser.mjs'

const steps = 500
const panSeconds = 60

export async function rows(studio) {
  return inBrowser(studio, async (context) => {
    const sample = (await studio.api('/pipelines')).pipelines[0]
    const big = await studio.api('/pipelines', { name: `${steps} steps`, graph: chains(steps) })
    const script = await scriptBytes(context, `${studio.url}/w/sample/pipelines/${sample.id}`)
    const address = `${studio.url}/w/sample/pipelines/${big.id}`
    const { openMs, frameMs } = await openAndPan(context, address)
    const dragMs = await dragFrames(context, address)
    const grownMb = await heapGrowth(context, address)
    return [
      { work: 'designer route, script compressed', ours: script / 1024, limit: 300, unit: 'KB', against: 'own limit' },
      { work: `${steps} steps open, until drawn`, ours: openMs / 1000, limit: 2, unit: 's', against: 'own limit' },
      { work: `${steps} steps, frame while panning, p95`, ours: frameMs, limit: 33.5, unit: 'ms', against: '30 frames a second' },
      { work: `${steps} steps in sight, frame while one is dragged, p95`, ours: dragMs, limit: 20, unit: 'ms', against: 'own limit' },
      // A scripted minute moves further than a hand does in five.
      { work: `${steps} steps, heap after ${panSeconds} s of panning and zooming, growth`, ours: grownMb, limit: 5, unit: 'MB', against: 'own limit' },
    ]
  })
}

/** Bytes of script as sent, from a cold cache until the canvas is drawn and the network is quiet. */
async function scriptBytes(context, address) {
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set()
  let bytes = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
  await page.waitForTimeout(1500)
  await page.close()
  return bytes
}

async function openAndPan(context, address) {
  const page = await context.newPage()
  // The second visit: a person who opens a pipeline has the scripts.
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
  // The flow hides its nodes until it has measured them.
  const isDrawn = () => document.querySelector('.react-flow__node')?.checkVisibility({ visibilityProperty: true }) ?? false
  const openMs = await timeUntil(page, () => page.goto(address), isDrawn)
  await page.waitForTimeout(1000)
  const frameMs = await framesP95(page, 1500, async () => {
    for (let at = 0; at < 60; at++) {
      await page.mouse.move(720, 450)
      await page.mouse.wheel(at % 20 < 10 ? 30 : -30, 20)
    }
  })
  await page.close()
  return { openMs, frameMs }
}

/** Drags a step round while all are in sight, far out: the most that is drawn at once. */
async function dragFrames(context, address) {
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' })
  await page.waitForTimeout(1500)
  const drawn = await page.locator('.react-flow__node').count()
  if (drawn < steps) throw new Error(`Only ${drawn} of ${steps} steps are in sight`)
  const box = await page.locator('.react-flow__node[data-id="n255"]').boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 8, y + 8, { steps: 2 })
  await page.waitForTimeout(1500)
  const frameMs = await framesP95(page, 3000, async () => {
    for (let at = 0, until = Date.now() + 2900; Date.now() < until; at++) await page.mouse.move(x + Math.sin(at / 10) * 120, y + Math.cos(at / 13) * 80)
  })
  const moved = await page.locator('.react-flow__node[data-id="n255"]').boundingBox()
  await page.mouse.up()
  await page.close()
  if (Math.hypot(moved.x - box.x, moved.y - box.y) < 1) throw new Error('The step was not dragged')
  return frameMs
}

/** Megabytes that the page's heap has more after a long time of panning and zooming, each time with garbage collected. */
async function heapGrowth(context, address) {
  const page = await context.newPage()
  await page.goto(`${address}?view=-2000,200,1`)
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' })
  const wire = await context.newCDPSession(page)
  await pan(page, 5)
  const before = await heapBytes(page, wire)
  await pan(page, panSeconds)
  const after = await heapBytes(page, wire)
  await page.close()
  return Math.max(0, after - before) / 1024 / 1024
}

/** There and back over the whole pipeline, and in and out. */
async function pan(page, seconds) {
  await page.mouse.move(720, 450)
  for (let at = 0, until = Date.now() + seconds * 1000; Date.now() < until; at++) {
    const zoom = at % 200 >= 180
    if (zoom) await page.keyboard.down('Control')
    await page.mouse.wheel(zoom ? 0 : at % 160 < 80 ? 120 : -120, zoom ? (at % 400 < 200 ? 60 : -60) : at % 20 < 10 ? 20 : -20)
    if (zoom) await page.keyboard.up('Control')
  }
}

/** All steps in sight, so that as much is drawn at one time as at another. */
async function heapBytes(page, wire) {
  await page.getByRole('button', { name: 'Show all steps' }).click()
  await page.waitForTimeout(1000)
  for (let round = 0; round < 3; round++) await wire.send('HeapProfiler.collectGarbage')
  return (await wire.send('Runtime.getHeapUsage')).usedSize
}


/** Chains of ten steps side by side. */
function chains(count) {
  const nodes = []
  const edges = []
  for (let index = 0; index < count; index++) {
    const [chain, place] = [Math.floor(index / 10), index % 10]
    const first = place === 0
    nodes.push({
      id: `n${index}`,
      component: first ? 'data.import@1' : 'transform.clean-missing-data@1',
      params: first ? { asset: { name: 'penguins', version: 'latest' } } : { method: 'drop-rows' },
      position: { x: chain * 260, y: place * 140 },
    })
    if (!first) edges.push({ from: { node: `n${index - 1}`, port: 'table' }, to: { node: `n${index}`, port: 'table' } })
  }
  return { nodes, edges }
}
