import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { makeCurrent } from '../start/make-current.mjs'
import { root } from '../start/settings.mjs'
import { StopSentence } from '../start/stop-sentence.mjs'
import { bold, red, say, warn } from '../start/terminal.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { run } from './run.mjs'
import { playwrightCounts, typeCounts, vitestCounts } from './counts.mjs'

const results = path.join(root, 'test-results')
const modules = path.join(root, 'node_modules')

/** @param {string[]} only any of `types`, `unit`, `browser`; all of them when empty */
export async function main(only) {
  const total = { passed: 0, failed: 0 }
  const wants = (name) => only.length === 0 || only.includes(name)
  const add = ({ passed, failed }) => {
    total.passed += passed
    total.failed += failed
  }
  try {
    rmSync(results, { recursive: true, force: true })
    mkdirSync(results, { recursive: true })
    await makeCurrent(results)
    if (wants('types')) add(await types())
    if (wants('unit')) add(await vitest())
    if (wants('browser')) add(await playwright())
  } catch (error) {
    total.failed++
    warn(`${red('✗')} ${error instanceof StopSentence ? error.message : error.stack}`)
  }
  say()
  say(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}

async function types() {
  say(bold('\nTypes'))
  const next = path.join(modules, 'next', 'dist', 'bin', 'next')
  await run(process.execPath, [next, 'typegen'], { quiet: true })
  return typeCounts(await run(process.execPath, [path.join(modules, 'typescript', 'bin', 'tsc'), '--noEmit']))
}

async function vitest() {
  say(bold('\nUnits, use cases and processes (Vitest)'))
  const output = path.join(results, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
  const code = await run(process.execPath, [path.join(modules, 'vitest', 'vitest.mjs'), ...args])
  return vitestCounts(output, code)
}

async function playwright() {
  say(bold('\nBrowser (Playwright)'))
  const output = path.join(results, 'playwright.json')
  const chromium = await findOrInstallChromium(path.join(results, 'chromium.log'))
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: output, ATELIER_CHROMIUM: chromium ?? '' }
  const code = await run(process.execPath, [path.join(modules, '@playwright/test', 'cli.js'), 'test', '--reporter=line,json'], { env })
  return playwrightCounts(output, code)
}
