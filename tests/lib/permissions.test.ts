import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/context'
import { authorize, can, permissions, roles, type Permission, type Role } from '@/lib/permissions'

/** Written out by hand, so that a change of the table is a decision and not an accident. Order: owner admin author labeler viewer. */
const expected: Record<Permission, string> = {
  'workspace.read': 'YYYYY',
  'workspace.update': 'YY---',
  'workspace.delete': 'Y----',
  'members.read': 'YYYYY',
  'members.manage': 'YY---',
  'activity.read': 'YY---',
  'tokens.own': 'YYY--',
  'data.read': 'YYY-Y',
  'data.write': 'YYY--',
  'data.delete': 'YYY--',
  'datastores.manage': 'YY---',
  'pipelines.read': 'YYY-Y',
  'pipelines.write': 'YYY--',
  'pipelines.delete': 'YYY--',
  'comments.write': 'YYY-Y',
  'comments.moderate': 'YY---',
  'components.read': 'YYY-Y',
  'components.write': 'YYY--',
  'runs.read': 'YYY-Y',
  'runs.submit': 'YYY--',
  'runs.cancel': 'YYY--',
  'environments.write': 'YYY--',
  'experiments.read': 'YYY-Y',
  'experiments.write': 'YYY--',
  'dashboards.read': 'YYY-Y',
  'dashboards.write': 'YYY--',
  'models.read': 'YYY-Y',
  'models.write': 'YYY--',
  'labeling.read': 'YYYYY',
  'labeling.annotate': 'YYYY-',
  'labeling.manage': 'YYY--',
  'compute.read': 'YYY-Y',
  'compute.manage': 'YY---',
}

const user = (role: Role): Actor => ({ kind: 'user', id: 'u', name: 'U', email: 'u@example.com', role })
const token = (role: Role): Actor => ({ kind: 'token', id: 't', name: 'T', userId: 'u', role })

describe('permissions', () => {
  it('lists every permission in this test', () => {
    expect(Object.keys(expected).sort()).toEqual(Object.keys(permissions).sort())
  })

  for (const permission of Object.keys(expected) as Permission[]) {
    for (const [index, role] of roles.entries()) {
      const allowed = expected[permission][index] === 'Y'
      it(`${allowed ? 'lets' : 'refuses'} ${role} ${permission}`, () => {
        expect(can(user(role), permission)).toBe(allowed)
        expect(can(token(role), permission)).toBe(allowed)
      })
    }
  }

  it('gives agents nothing and the system everything', () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      expect(can({ kind: 'agent', id: 'a', name: 'A' }, permission)).toBe(false)
      expect(can({ kind: 'system', name: 'S' }, permission)).toBe(true)
    }
  })

  it('says who can help', () => {
    const ctx = { workspace: { id: 'w', slug: 'lab', name: 'Lab' }, actor: user('viewer') }
    expect(() => authorize(ctx, 'data.write')).toThrowError(/As viewer of “Lab”.*owner or admin/)
  })
})
