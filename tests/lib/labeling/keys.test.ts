import { describe, expect, it } from 'vitest'
import { keyActions } from '@/components/labeling/workspace/keys/actions'
import { actionFor, keysOf, withKey } from '@/components/labeling/workspace/keys/key-map'

describe('the key map', () => {
  it('gives each action a key of its own', () => {
    const keys = keyActions.flatMap((action) => action.keys)
    expect(keyActions.filter((action) => action.keys.length === 0)).toEqual([])
    expect(new Set(keys).size).toBe(keys.length)
    for (const { id, keys: own } of keyActions) for (const key of own) expect(actionFor(key, {}), key).toBe(id)
  })

  it('gives a key away from whatever had it, and leaves the others', () => {
    const own = withKey({}, 'tool.rotated-box', 'r')
    expect(actionFor('r', own)).toBe('tool.rotated-box')
    expect(actionFor('o', own)).toBeUndefined()
    expect(keysOf('tool.box', own)).toEqual([])
    expect(keyActions.filter(({ id, keys }) => keysOf(id, own) !== keys).map(({ id }) => id)).toEqual(['tool.box', 'tool.rotated-box'])
    expect(actionFor('r', withKey(own, 'tool.box', 'r'))).toBe('tool.box')
  })
})
