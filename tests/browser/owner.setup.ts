import { expect, test as setup } from '@playwright/test'
import { ownerSession } from '../../playwright.config'
import { owner } from './support/owner'

/** The very first visit: the printed link, the form, and then the sample workspace with its finished run. */
setup('the set-up link makes the first owner', async ({ page, request, browser, baseURL }) => {
  const link = process.env.ATELIER_TEST_SETUP_LINK
  if (!link) {
    // A studio that is already set up, named by ATELIER_TEST_URL: sign in as a script does.
    const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
    await request.post('/api/auth/callback/credentials', { form: { csrfToken, email: owner.email, password: owner.password, json: 'true' } })
    await request.storageState({ path: ownerSession })
    return
  }
  await page.goto(link)
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await expect(page).toHaveURL(`${baseURL}/w/${owner.workspace}`)
  await expect(page.getByRole('link', { name: /Penguin species/ }).first()).toBeVisible()
  await page.context().storageState({ path: ownerSession })

  const stranger = await (await browser.newContext({ baseURL })).newPage()
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'Already set up' })).toBeVisible()
  await stranger.context().close()
})
