import { describe, expect, it } from 'vitest'
import { activeItem, navHref, navigationFor } from '@/components/shell/navigation'
import { initials } from '@/components/shell/avatar'
import { pathOf, safeNext } from '@/components/account/next-path'

const segments = (role: Parameters<typeof navigationFor>[0]) => navigationFor(role).flatMap((group) => group.items.map((item) => item.segment))

describe('navigation', () => {
  it('shows each role what it may open', () => {
    expect(segments('labeler')).toEqual(['', 'labeling', 'members', 'settings'])
    expect(segments('viewer')).toEqual(['', 'pipelines', 'labeling', 'components', 'data', 'experiments', 'runs', 'models', 'sweeps', 'dashboards', 'compute', 'environments', 'members', 'settings'])
    expect(segments('owner')).toContain('activity')
  })
  it('gives each page its own key', () => {
    const keys = navigationFor('owner').flatMap((group) => group.items.map((item) => item.key))
    expect(new Set(keys).size).toBe(keys.length)
  })
  it('knows the open page, also from below it', () => {
    const groups = navigationFor('owner')
    expect(activeItem(groups, 'lab', '/w/lab')?.label).toBe('Home')
    expect(activeItem(groups, 'lab', navHref('lab', 'runs') + '/123')?.label).toBe('Runs')
    expect(activeItem(groups, 'lab', '/w/lab/nowhere')).toBeUndefined()
  })
})

it.each([['Ada Lovelace', 'AL'], ['ada', 'A'], ['Jean-Luc van der Berg', 'JB'], ['  ', '']])('initials of %s are %s', (name, letters) => expect(initials(name)).toBe(letters))

it.each([
  ['/w/lab/runs?state=failed', '/w/lab/runs?state=failed'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
])('after signing in %s leads to %s', (next, path) => expect(safeNext(next)).toBe(path))

it.each([
  ['http://localhost:3000/w/sample/runs?state=failed', '/w/sample/runs?state=failed'],
  ['http://localhost:3000//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['no address', '/'],
  [undefined, '/'],
])('coming back from a sign-in for %s leads to %s', (address, path) => expect(safeNext(pathOf(address))).toBe(path))
