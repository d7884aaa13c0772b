import { startLauncher } from './launcher'

/**
 * A studio of its own for the browser tests, started as a person starts it, with the sample and without an owner.
 * `ATELIER_TEST_URL` (and `ATELIER_TEST_SETUP_LINK`) name a running one instead.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.ATELIER_TEST_URL) return undefined
  const studio = await startLauncher()
  process.env.ATELIER_TEST_URL = studio.url
  process.env.ATELIER_TEST_SETUP_LINK = studio.setUpLink ?? ''
  return () => studio.remove()
}
