import type { Browser, BrowserContext, Page } from '@playwright/test'
import { owner } from './owner'

/** Somebody whom the owner invites as a viewer and who joins, in a browser of their own. */
export async function inviteViewer(page: Page, browser: Browser, baseURL: string, name: string): Promise<{ context: BrowserContext; guest: Page }> {
  await page.goto(`/w/${owner.workspace}/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(`guest-${Date.now().toString(36)}@example.com`)
  await page.getByRole('dialog').getByLabel('Role').click()
  await page.getByRole('option', { name: /viewer/i }).click()
  await page.getByRole('dialog').getByRole('button', { name: /link/i }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  const context = await browser.newContext({ baseURL, storageState: undefined })
  const guest = await context.newPage()
  await guest.goto(link)
  await guest.getByLabel('Your name').fill(name)
  await guest.getByLabel('Password', { exact: true }).fill('another quiet pass phrase')
  await guest.getByRole('button', { name: /join/i }).click()
  await guest.waitForURL(`**/w/${owner.workspace}`)
  return { context, guest }
}
