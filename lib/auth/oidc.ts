import type { OAuthConfig } from 'next-auth/providers/oauth'

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
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) => ({ id: profile.sub, name: profile.name ?? profile.preferred_username ?? null, email: profile.email ?? null }),
  }
}

/** What the identity provider says of a person, read from the ID token's claims. */
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
