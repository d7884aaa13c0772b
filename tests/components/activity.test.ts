import { describe, expect, it } from 'vitest'
import { detailWords, objectHref, verb, withFilters } from '@/components/activity/words'
import { passwordStrength } from '@/lib/identity/password-strength'
import { describeBrowser } from '@/lib/identity/browser-name'

describe('activity words', () => {
  it('reads as a sentence', () => {
    expect(verb('member.role_changed')).toBe('role changed')
    expect(detailWords({ from: 'author', to: 'viewer' })).toBe('author → viewer')
    expect(detailWords({ from: 'a.csv', stepCount: 3 })).toBe('from a.csv · step count 3')
    expect(detailWords({ expiresAt: null })).toBe('expires at none')
  })
  it('links to what has a page', () => {
    expect(objectHref('lab', { kind: 'data', id: null, name: 'my cars' })).toBe('/w/lab/data/my%20cars')
    expect(objectHref('lab', { kind: 'token', id: '1', name: 't' })).toBeNull()
  })
  it('keeps the other filters and drops the cursor', () => {
    expect(withFilters({ actor: 'Ada', kind: 'run' }, { kind: undefined, days: '7' })).toBe('?actor=Ada&days=7')
    expect(withFilters({ actor: 'Ada', cursor: '9' }, {})).toBe('?actor=Ada')
    expect(withFilters({}, {})).toBe('?')
  })
})

describe('passwordStrength', () => {
  it.each([
    ['', 0],
    ['short', 1],
    ['aaaaaaaaaaaaaaaa', 1],
    ['1234567890', 1],
    ['password12', 1],
    ['correct horse battery', 4],
  ])('%s scores %s', (password, score) => expect(passwordStrength(password).score).toBe(score))
})

it.each([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'Safari on macOS'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown browser'],
])('%s is %s', (agent, name) => expect(describeBrowser(agent)).toBe(name))
