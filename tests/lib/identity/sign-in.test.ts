import { describe, expect, it } from 'vitest'
import { signInWithOidc, signInWithPassword } from '@/lib/identity/sign-in'
import { signInLimits } from '@/lib/identity/sign-in-limit'
import { waitInWords } from '@/lib/identity/wait'
import { testDatabase } from '../../support/database'
import { person } from './support'

const { db, sql } = await testDatabase()
const attempt = (email: string, password: string, address = '') => signInWithPassword(db, { email, password, address })

describe('sign-in by password', () => {
  it('does not tell a stranger from a wrong password, and refuses empty ones', async () => {
    const { email } = await person(db, { password: 'right password' })
    expect(await attempt(email, 'wrong')).toBeNull()
    expect(await attempt('nobody@example.com', 'wrong')).toBeNull()
    expect(await attempt(email, '')).toBeNull()
    expect(await attempt((await person(db)).email, 'anything')).toBeNull()
  })

  it('makes an e-mail wait after too many failures, also with the right password, and says how long', async () => {
    const { id, email } = await person(db, { password: 'right password' })
    for (let count = 0; count < signInLimits.email; count++) expect(await attempt(email, 'wrong')).toBeNull()
    await expect(attempt(email, 'right password')).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringMatching(/Try again in 15 minutes/) })
    const refused = await attempt(email, 'right password').catch((error: { details: { retryAfter: number } }) => error.details.retryAfter)
    expect(refused).toBeGreaterThan(14 * 60)
    expect(refused).toBeLessThanOrEqual(15 * 60)
    // Refused attempts do not lengthen the wait: the count stays at the limit.
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from sign_in_attempts where key = ${`email:${email}`}`
    expect(row!.count).toBe(signInLimits.email)
    await sql`update sign_in_attempts set at = at - interval '15 minutes' where key = ${`email:${email}`}`
    expect(await attempt(email, 'right password')).toEqual({ id })
  })

  it('forgets the failures after a success', async () => {
    const { id, email } = await person(db, { password: 'right password' })
    for (let count = 0; count < signInLimits.email - 1; count++) await attempt(email, 'wrong')
    expect(await attempt(email, 'right password')).toEqual({ id })
    for (let count = 0; count < signInLimits.email; count++) expect(await attempt(email, 'wrong')).toBeNull()
  })

  it('lets no more guesses through at once than one after the other', async () => {
    const { email } = await person(db, { password: 'right password' })
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => attempt(email, 'wrong')))
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(signInLimits.email)
  })

  it('limits an address that tries many e-mails', async () => {
    const address = '203.0.113.7'
    await sql`insert into sign_in_attempts (key) select ${`address:${address}`} from generate_series(1, ${signInLimits.address}::int)`
    await expect(attempt('someone@example.com', 'guess', address)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await attempt('someone@example.com', 'guess', '203.0.113.8')).toBeNull()
  })

  it('says waits as people do', () => {
    expect(waitInWords(1)).toBe('1 second')
    expect(waitInWords(40)).toBe('40 seconds')
    expect(waitInWords(541)).toBe('10 minutes')
  })
})

describe('sign-in by OIDC', () => {
  const issuer = 'https://id.example.com'

  it('links by issuer and subject, whatever the e-mail becomes', async () => {
    const first = await signInWithOidc(db, { issuer, subject: 'a', email: 'Oidc@Example.com', emailVerified: true, name: 'O' })
    expect(await signInWithOidc(db, { issuer, subject: 'a', email: 'other@example.com', emailVerified: false })).toEqual(first)
    expect(await signInWithOidc(db, { issuer: 'https://else.example.com', subject: 'a', email: 'else@example.com', emailVerified: true })).not.toEqual(first)
  })

  it('links to an account by e-mail only where the provider vouches for it', async () => {
    const user = await person(db, { password: 'right password' })
    await expect(signInWithOidc(db, { issuer, subject: 'b', email: user.email, emailVerified: false })).rejects.toMatchObject({ code: 'forbidden', details: { reason: 'email_unverified' } })
    await expect(signInWithOidc(db, { issuer, subject: 'b', emailVerified: true })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await signInWithOidc(db, { issuer, subject: 'b', email: user.email.toUpperCase(), emailVerified: true })).toEqual({ id: user.id })
  })

  it('refuses a disabled person', async () => {
    const { id } = await signInWithOidc(db, { issuer, subject: 'c', email: 'c@example.com', emailVerified: true })
    await sql`update users set disabled_at = now() where id = ${id}`
    await expect(signInWithOidc(db, { issuer, subject: 'c', emailVerified: true })).rejects.toMatchObject({ code: 'forbidden', details: { reason: 'account_disabled' } })
  })
})
