import { describe, expect, it } from 'vitest'
import { isWithin, lesserRole } from '@/lib/identity/roles'
import { permissions, roles, type Permission, type Role } from '@/lib/permissions'

const held = (role: Role) => (Object.keys(permissions) as Permission[]).filter((permission) => (permissions[permission] as readonly Role[]).includes(role))

describe('lesserRole', () => {
  it('never holds what either of the two lacks', () => {
    for (const a of roles)
      for (const b of roles) {
        const lesser = lesserRole(a, b)
        if (lesser === null) continue
        for (const permission of held(lesser)) {
          expect(held(a)).toContain(permission)
          expect(held(b)).toContain(permission)
        }
      }
  })

  it('orders the ladder', () => {
    expect(lesserRole('owner', 'viewer')).toBe('viewer')
    expect(lesserRole('author', 'admin')).toBe('author')
    expect(lesserRole('labeler', 'author')).toBe('labeler')
    // One reads what the other does not, the other labels: neither is the lesser, whatever their order in the list.
    expect(lesserRole('viewer', 'labeler')).toBeNull()
    expect(isWithin('viewer', 'labeler')).toBe(false)
  })
})
