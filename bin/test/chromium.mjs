// A Chromium for Playwright: the system's, else installed by the package manager, else Playwright's own.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from '../start/run-program.mjs'
import { root } from '../start/settings.mjs'
import { StopSentence } from '../start/stop-sentence.mjs'
import { stage } from '../start/terminal.mjs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @returns {Promise<string | null>} its path, or null where Playwright finds its own */
export async function findOrInstallChromium(log) {
  const found = find()
  if (found || (await playwrightHasOne())) return found
  await stage('installing Chromium', async () => {
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await installByApt(log)
    if (!find()) await installByPlaywright(log)
    return 'Installed Chromium'
  })
  return find()
}

function find() {
  return [process.env.ATELIER_CHROMIUM, ...places].find((place) => place && existsSync(place)) ?? null
}

async function playwrightHasOne() {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath())
}

async function installByApt(log) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const options = { cwd: root, log, env }
  await runProgram('apt-get', ['update', '-q'], options)
  await runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options)
}

async function installByPlaywright(log) {
  const cli = path.join(root, 'node_modules', '@playwright/test', 'cli.js')
  const { code } = await runProgram(process.execPath, [cli, 'install', '--with-deps', 'chromium'], { cwd: root, log })
  if (code !== 0) throw new StopSentence(`Chromium could not be installed: install it yourself or set ATELIER_CHROMIUM to its path; the output is in ${log}.`)
}
