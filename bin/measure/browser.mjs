// Real Chromium for the benchmarks, signed in at the measured studio.
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findOrInstallChromium } from '../test/chromium.mjs'
import { signIn } from './sign-in.mjs'

/**
 * Opens a browser for `work` and closes it whatever happens.
 * @template T
 * @param {import('./studio.mjs').Studio} studio
 * @param {(context: import('@playwright/test').BrowserContext) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inBrowser(studio, work) {
  const { chromium } = await import('@playwright/test')
  const executablePath = (await findOrInstallChromium(path.join(tmpdir(), 'atelier-chromium.log'))) ?? undefined
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    return await work(await signIn(browser, studio))
  } finally {
    await browser.close()
  }
}

/**
 * Milliseconds from `go` until `there` holds in the page, looked at in every frame. A locator's own waiting looks at growing intervals, up
 * to half a second apart, which would be measured too.
 * @template T
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<unknown>} go
 * @param {(given: T) => boolean} there runs in the page
 * @param {T} [given]
 */
export async function timeUntil(page, go, there, given) {
  const begun = performance.now()
  await go()
  await page.waitForFunction(there, given)
  return performance.now() - begun
}

/** Milliseconds between frames, 95 of 100 below, while `move` moves something for about `ms`. */
export async function framesP95(page, ms, move) {
  const recorded = page.evaluate(recordFrames, ms)
  await move()
  const times = (await recorded).sort((a, b) => a - b)
  return times[Math.floor(times.length * 0.95)]
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
