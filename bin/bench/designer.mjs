// The designer in real Chromium: script sent over the wire, and a big pipeline opened and moved.
import { findOrInstallChromium } from '../test/chromium.mjs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const steps = 500

export async function rows(studio) {
  const { chromium } = await import('@playwright/test')
  const executablePath = (await findOrInstallChromium(path.join(tmpdir(), 'atelier-chromium.log'))) ?? undefined
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    const context = await signIn(browser, studio)
    const sample = (await studio.api('/pipelines')).pipelines[0]
    const big = await studio.api('/pipelines', { name: `${steps} steps`, graph: chains(steps) })
    const script = await scriptBytes(context, `${studio.url}/w/sample/pipelines/${sample.id}`)
    const { openMs, frameMs } = await openAndPan(context, `${studio.url}/w/sample/pipelines/${big.id}`)
    return [
      { work: 'designer route, script compressed', ours: script / 1024, limit: 300, unit: 'KB', against: 'own limit' },
      { work: `${steps} steps open, until drawn`, ours: openMs / 1000, limit: 2, unit: 's', against: 'own limit' },
      { work: `${steps} steps, frame while panning, p95`, ours: frameMs, limit: 33.5, unit: 'ms', against: '30 frames a second' },
    ]
  } finally {
    await browser.close()
  }
}

async function signIn(browser, { url, admin }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, ...admin, json: 'true' } })
  return context
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
  const begun = performance.now()
  await page.goto(address)
  await page.locator('.react-flow__node').first().waitFor()
  const openMs = performance.now() - begun
  await page.waitForTimeout(1000)
  const frames = page.evaluate(recordFrames, 1500)
  for (let at = 0; at < 60; at++) {
    await page.mouse.move(720, 450)
    await page.mouse.wheel(at % 20 < 10 ? 30 : -30, 20)
  }
  const times = (await frames).sort((a, b) => a - b)
  await page.close()
  return { openMs, frameMs: times[Math.floor(times.length * 0.95)] }
}

/** Runs in the page: milliseconds between frames for a while. */
function recordFrames(ms) {
  return new Promise((resolve) => {
    const times = []
    const begun = performance.now()
    let last = begun
    const frame = (now) => {
      times.push(now - last)
      last = now
      if (now - begun < ms) requestAnimationFrame(frame)
      else resolve(times.slice(1))
    }
    requestAnimationFrame(frame)
  })
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
