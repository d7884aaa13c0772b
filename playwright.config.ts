import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const chromium = process.env.ATELIER_CHROMIUM || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))

/** The owner's session, saved by the set-up project for all others. */
export const ownerSession = 'test-results/owner.json'

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  globalSetup: './tests/support/studio-setup.ts',
  // One studio and two cores: tests side by side would only time each other out.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.ATELIER_TEST_URL,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium || undefined,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
    },
  },
  projects: [
    { name: 'set-up', testMatch: /.*\.setup\.ts/ },
    { name: 'studio', testMatch: /.*\.spec\.ts/, dependencies: ['set-up'], use: { storageState: ownerSession } },
  ],
})
