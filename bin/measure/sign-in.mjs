/** A browser context in which the measured studio's admin is signed in. */
export async function signIn(browser, { url, admin }) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  await context.request.post('/api/auth/callback/credentials', { form: { csrfToken, ...admin, json: 'true' } })
  return context
}
