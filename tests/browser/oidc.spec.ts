import { expect, test, type Browser, type Page } from '@playwright/test'
import { startIdentityProvider, type IdentityProvider, type Person } from '../support/identity-provider'
import { freePort, startLauncher, type Launcher } from '../support/launcher'

const admin = { email: 'olive@example.com', password: 'a long and quiet pass phrase' }
const olive: Person = { sub: 'olive-1', name: 'Olive', email: 'Olive@example.com', email_verified: true, toldIn: 'id_token' }
const impostor: Person = { sub: 'impostor-1', name: 'Impostor', email: admin.email, email_verified: false, toldIn: 'id_token' }
const quiet: Person = { ...impostor, sub: 'impostor-2', name: 'Quiet impostor', toldIn: 'userinfo' }
const nadia: Person = { sub: 'nadia-1', name: 'Nadia', email: 'nadia@example.com', email_verified: true, toldIn: 'userinfo' }

let provider: IdentityProvider
let studio: Launcher

test.beforeAll(async () => {
  test.setTimeout(600_000)
  const port = await freePort()
  provider = await startIdentityProvider([olive, impostor, quiet, nadia], `http://localhost:${port}/api/auth/callback/oidc`)
  // Without a Python the sample's run stays queued: nobody here waits for its environment.
  const env = { ...provider.env, ATELIER_ADMIN_EMAIL: admin.email, ATELIER_ADMIN_PASSWORD: admin.password, ATELIER_PYTHON: '/nowhere/python' }
  studio = await startLauncher({ port, env })
})

test.afterAll(async () => {
  await studio?.remove()
  await provider?.close()
})

/** A browser that has seen neither the studio nor the provider, on its way back from the provider as this person. */
async function comeBackAs(browser: Browser, choice: string, path = '/sign-in'): Promise<Page> {
  const context = await browser.newContext({ baseURL: studio.url, storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await page.goto(path)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.getByRole('button', { name: choice, exact: true }).click()
  return page
}

/** Who the studio says this browser is; null for a stranger. */
async function accountOf(page: Page): Promise<{ name: string; email: string } | null> {
  const { user } = (await (await page.request.get('/api/auth/session')).json()) as { user?: { name: string; email: string } }
  return user ?? null
}

test('a member whose e-mail the provider vouches for lands in the workspace', async ({ browser }) => {
  const page = await comeBackAs(browser, olive.name)
  await expect(page).toHaveURL(`${studio.url}/w/sample`)
  expect(await accountOf(page)).toMatchObject({ email: admin.email })
  await page.context().close()
})

test('one comes back to the page that one wanted to see', async ({ browser }) => {
  const page = await comeBackAs(browser, olive.name, '/w/sample/runs')
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  await expect(page).toHaveURL(`${studio.url}/w/sample/runs`)
  await page.context().close()
})

for (const { name } of [impostor, quiet]) {
  test(`${name}: an e-mail that is not verified opens nobody’s account, and the page says why`, async ({ browser }) => {
    const page = await comeBackAs(browser, name)
    await expect(page.getByRole('alert').filter({ hasText: 'does not vouch for your e-mail address' })).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in\?/)
    expect(await accountOf(page)).toBeNull()
    await page.context().close()
  })
}

test('somebody new gets an account without a workspace, told whom to ask, and can leave again', async ({ browser }) => {
  const page = await comeBackAs(browser, nadia.name)
  await expect(page.getByRole('heading', { name: 'You are in no workspace yet' })).toBeVisible()
  await expect(page.getByText(`You are signed in as ${nadia.email}. Ask an owner or admin to invite this address`)).toBeVisible()
  expect((await page.goto('/w/sample'))?.status()).toBe(404)
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect(await accountOf(page)).toBeNull()
  await page.context().close()
})

test('later sign-ins know one by issuer and subject, whatever has become of the e-mail', async ({ browser }) => {
  const first = await comeBackAs(browser, olive.name)
  await expect(first).toHaveURL(`${studio.url}/w/sample`)
  await first.context().close()
  const before = { ...olive }
  Object.assign(olive, { email: 'married@example.com', email_verified: false })
  const page = await comeBackAs(browser, olive.name)
  await expect(page).toHaveURL(`${studio.url}/w/sample`)
  expect(await accountOf(page)).toMatchObject({ email: admin.email })
  Object.assign(olive, before)
  await page.context().close()
})

test('cancelling at the provider leads back to the form, and from there to the page that one wanted', async ({ browser }) => {
  const page = await comeBackAs(browser, 'Cancel', '/w/sample/runs')
  await expect(page.getByRole('alert').filter({ hasText: 'with the identity provider was not completed' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.getByRole('button', { name: olive.name, exact: true }).click()
  await expect(page).toHaveURL(`${studio.url}/w/sample/runs`)
  await page.context().close()
})
