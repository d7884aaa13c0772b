import { expect, test } from '@playwright/test'
import { createPipeline, rest } from './support/studio'
import { inviteViewer } from './support/guest'
import { owner } from './support/owner'

test('an invitation makes a viewer, who reads and cannot write, until the owner says otherwise', async ({ page, request, browser, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Seen by a viewer', {
    nodes: [{ id: 'sql', component: 'script.sql@1', name: 'Ask', params: {}, note: '', position: { x: 0, y: 0 } }],
  })
  const { context, guest } = await inviteViewer(page, browser, baseURL!, 'Vera Viewer')

  await guest.goto(`/w/${owner.workspace}/pipelines/${id}`)
  await expect(guest.getByText('Read only')).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0)
  const refused = await context.request.post('/api/v1/pipelines', {
    headers: { origin: baseURL!, 'x-atelier-workspace': owner.workspace },
    data: { name: 'Not theirs to make', graph: { nodes: [], edges: [] } },
  })
  expect(refused.status()).toBe(403)
  expect((await refused.json()).error).toMatchObject({ code: 'forbidden' })

  await page.reload()
  await page.getByRole('combobox', { name: 'Role of Vera Viewer' }).last().click()
  await page.getByRole('option', { name: /author/i }).click()
  await expect(async () => {
    await guest.reload()
    await expect(guest.getByRole('button', { name: 'Run', exact: true })).toBeVisible({ timeout: 2000 })
  }).toPass()

  await page.goto(`/w/${owner.workspace}/activity`)
  await expect(page.getByText('Vera Viewer').first()).toBeVisible()
  await context.close()
})

test('signing out ends that session alone, at once', async ({ browser, baseURL, request }) => {
  const context = await browser.newContext({ baseURL, storageState: undefined })
  const csrf = async () => ((await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string }).csrfToken
  const me = () => context.request.get(`/api/v1/me?workspace=${owner.workspace}`)
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken: await csrf(), email: owner.email, password: owner.password, json: 'true' } })
  expect((await me()).status()).toBe(200)
  const kept = (await context.storageState()).cookies
  await context.request.post('/api/auth/signout', { form: { csrfToken: await csrf(), json: 'true' } })
  // The cookie itself, kept by somebody, is worth nothing any more.
  await context.addCookies(kept)
  expect((await me()).status()).toBe(401)
  await rest(request, baseURL!).get('/me')
  await context.close()
})

test('what belongs elsewhere or nowhere is not found, not forbidden', async ({ page }) => {
  await page.goto(`/w/${owner.workspace}/pipelines/00000000-0000-0000-0000-000000000000`)
  await expect(page.getByText('There is nothing at this address')).toBeVisible()
})
