import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { makeCurrent } from '../start/make-current.mjs'
import { root } from '../start/settings.mjs'
import { StopSentence } from '../start/stop-sentence.mjs'
import { bold, red, say, warn } from '../start/terminal.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { run } from './run.mjs'
import { playwrightCounts, sum, typeCounts, vitestCounts } from './counts.mjs'

const results = path.join(root, 'test-results')
const modules = path.join(root, 'node_modules')

/** @param {string[]} only any of `types`, `unit`, `browser`; all of them when empty */
export async function main(only) {
  const all = []
  const wants = (name) => only.length === 0 || only.includes(name)
  try {
    rmSync(results, { recursive: true, force: true })
    mkdirSync(results, { recursive: true })
    await makeCurrent(results)
    if (wants('types')) all.push(await types())
    if (wants('unit')) all.push(await vitest())
    if (wants('browser')) all.push(await playwright())
  } catch (error) {
    all.push({ passed: 0, failed: 1, failures: [error.message] })
    warn(`${red('✗')} ${error instanceof StopSentence ? error.message : error.stack}`)
  }
  const total = sum(all)
  list('Failed at first and passed when repeated', '!', total.repeated)
  list('Failed', '✗', total.failures)
  say()
  say(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
}

function list(title, mark, names) {
  if (names.length > 0) warn(`\n${red(mark)} ${title}:\n${names.map((name) => `  ${name}`).join('\n')}`)
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
  const repeats = path.join(results, 'repeated.json')
  const args = ['run', '--retry=1', '--reporter=default', '--reporter=json', `--reporter=${path.join(root, 'bin', 'test', 'repeat-reporter.mjs')}`, `--outputFile.json=${output}`]
  const code = await run(process.execPath, [path.join(modules, 'vitest', 'vitest.mjs'), ...args], { env: { ATELIER_TEST_REPEATS: repeats } })
  return vitestCounts(output, code, repeats)
}

async function playwright() {
  say(bold('\nBrowser (Playwright)'))
  const output = path.join(results, 'playwright.json')
  const chromium = await findOrInstallChromium(path.join(results, 'chromium.log'))
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: output, ATELIER_CHROMIUM: chromium ?? '' }
  const code = await run(process.execPath, [path.join(modules, '@playwright/test', 'cli.js'), 'test', '--retries=1', '--reporter=line,json'], { env })
  return playwrightCounts(output, code)
}
