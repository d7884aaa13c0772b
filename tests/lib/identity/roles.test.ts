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
    // By the order of the list a labeler would outrank a viewer, and gain reading by it.
    expect(lesserRole('viewer', 'labeler')).toBe('labeler')
    expect(isWithin('viewer', 'labeler')).toBe(false)
  })
})
