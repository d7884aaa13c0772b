import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type JWK } from 'oidc-provider'

/** Somebody whom the identity provider knows. */
export interface Person {
  sub: string
  name: string
  email: string
  email_verified: boolean
  /** Where the provider tells the e-mail: both are in use, and the standard's own default is the second. */
  toldIn: 'id_token' | 'userinfo'
}

export interface IdentityProvider {
  /** What a studio needs to offer it. */
  env: Record<string, string>
  close: () => Promise<void>
}

/**
 * A real OpenID Connect provider on this machine, whose sign-in page has a button for each person and one that cancels.
 * The list is read at each sign-in, so a test may change what the provider says of a person.
 */
export async function startIdentityProvider(people: Person[], redirectUri: string): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { client_id: 'atelier', client_secret: randomBytes(24).toString('base64url') }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirectUri] }],
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    jwks: { keys: [signingKey()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    // Off, so that `toldIn` alone decides what the ID token holds.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => {
      const person = people.find((one) => one.sub === sub)
      return person && { accountId: sub, claims: (use) => claimsOf(person, use) }
    },
    // Nobody is asked what the studio may see: it asks for the name and the e-mail alone.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, people, request, response)
    else void answer(request, response)
  })
  return {
    env: { ATELIER_OIDC_ISSUER: issuer, ATELIER_OIDC_CLIENT_ID: client.client_id, ATELIER_OIDC_CLIENT_SECRET: client.client_secret, ATELIER_OIDC_NAME: 'Example ID' },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function claimsOf({ toldIn, ...claims }: Person, use: string) {
  return use === 'id_token' && toldIn === 'userinfo' ? { sub: claims.sub } : claims
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK
}

/** `/interaction/ID` is the page; `?as=SUB` its answer, without a subject that one would rather not. */
async function interact(provider: Provider, people: Person[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url!, provider.issuer)
  const as = searchParams.get('as')
  if (as === null) {
    const button = (sub: string, name: string) => `<button name="as" value="${sub}">${name}</button>`
    response.setHeader('content-type', 'text/html')
    response.end(`<form action="${pathname}">${people.map(({ sub, name }) => button(sub, name)).join('')}${button('', 'Cancel')}</form>`)
    return
  }
  await provider.interactionFinished(request, response, as ? { login: { accountId: as } } : { error: 'access_denied', error_description: 'Cancelled' })
}
