import { createHash, randomBytes } from 'node:crypto'

/** What a secret opens stands in front of it, so that a leaked one can be recognised. */
export type SecretPrefix = 'atl_pat_' | 'atl_setup_' | 'atl_join_'

/** 256 random bits after the prefix. Shown once; only its hash is kept. */
export function newSecret(prefix: SecretPrefix): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** sha256 in hex, as secrets are stored. They are random, so a slow hash would add nothing. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
