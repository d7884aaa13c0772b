import type { OAuthConfig, UserinfoEndpointHandler } from 'next-auth/providers/oauth'

interface OidcProfile {
  sub: string
  iss?: string
  email?: string
  email_verified?: boolean | string
  name?: string
  preferred_username?: string
}

/** The name on the sign-in button, or null where OIDC is not set up. */
export function oidcName(): string | null {
  const { ATELIER_OIDC_ISSUER, ATELIER_OIDC_CLIENT_ID, ATELIER_OIDC_CLIENT_SECRET, ATELIER_OIDC_NAME } = process.env
  return ATELIER_OIDC_ISSUER && ATELIER_OIDC_CLIENT_ID && ATELIER_OIDC_CLIENT_SECRET ? ATELIER_OIDC_NAME || 'single sign-on' : null
}

/** The provider set by ATELIER_OIDC_ISSUER, …_CLIENT_ID, …_CLIENT_SECRET and …_NAME; its callback is /api/auth/callback/oidc. */
export function oidcProvider(): OAuthConfig<OidcProfile> | null {
  const name = oidcName()
  const issuer = process.env.ATELIER_OIDC_ISSUER
  if (!name || !issuer) return null
  return {
    id: 'oidc',
    name,
    type: 'oauth',
    issuer,
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: process.env.ATELIER_OIDC_CLIENT_ID,
    clientSecret: process.env.ATELIER_OIDC_CLIENT_SECRET,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    userinfo: { request: readClaims },
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) => ({ id: profile.sub, name: profile.name ?? profile.preferred_username ?? null, email: profile.email ?? null }),
  }
}

type ReadClaims = NonNullable<UserinfoEndpointHandler['request']>
type Tokens = Exclude<Parameters<Parameters<ReadClaims>[0]['client']['userinfo']>[0], string>

/**
 * The ID token's claims; where they leave the e-mail or its verification out (OpenID Connect Core 5.4 has providers tell
 * both at the userinfo endpoint), what that endpoint says of the same subject as well.
 */
const readClaims: ReadClaims = async ({ tokens: parameters, client }) => {
  // next-auth's type says less than it hands over.
  const tokens = parameters as Tokens
  const claims = tokens.claims()
  const complete = claims.email !== undefined && claims.email_verified !== undefined
  if (complete || !tokens.access_token || !client.issuer.metadata.userinfo_endpoint) return claims
  // The client refuses another subject than the ID token's. Both claims from one place: neither vouches for the other's e-mail.
  const { email, email_verified, ...told } = await client.userinfo(tokens)
  return { ...told, ...claims, ...(email !== undefined && { email, email_verified }) }
}

/** What the identity provider says of a person, from the claims above. */
export function oidcIdentity(profile: unknown): { issuer: string; subject: string; email?: string; emailVerified: boolean; name?: string } {
  const claims = profile as OidcProfile
  return {
    issuer: claims.iss ?? process.env.ATELIER_OIDC_ISSUER ?? '',
    subject: claims.sub,
    email: claims.email,
    // Some providers send the text "true".
    emailVerified: claims.email_verified === true || claims.email_verified === 'true',
    name: claims.name ?? claims.preferred_username,
  }
}
