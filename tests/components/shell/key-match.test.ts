import { describe, expect, it } from 'vitest'
import { keyLabels, matchKeys, pressName } from '@/components/shell/key-match'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => pressName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

describe('pressName', () => {
  it.each([
    [press('k', { metaKey: true }), 'mod+k'],
    [press('K', { ctrlKey: true, shiftKey: true }), 'mod+shift+k'],
    [press('?', { shiftKey: true }), '?'],
    [press(' '), 'space'],
    [press('Enter', { shiftKey: true }), 'shift+enter'],
    [press('A', { shiftKey: true }), 'shift+a'],
    [press('['), '['],
  ])('%s is %s', (name, expected) => expect(name).toBe(expected))
})

describe('matchKeys', () => {
  const bindings = [{ keys: 'g p' }, { keys: 'g d' }, { keys: 'n' }, { keys: 'p' }]
  it('finds single presses', () => expect(matchKeys(bindings, '', 'n')).toEqual({ binding: { keys: 'n' }, rest: '' }))
  it('waits for the second of two', () => {
    expect(matchKeys(bindings, '', 'g')).toEqual({ rest: 'g' })
    expect(matchKeys(bindings, 'g', 'p')).toEqual({ binding: { keys: 'g p' }, rest: '' })
  })
  it('takes a press anew that does not continue a sequence', () => {
    expect(matchKeys(bindings, 'g', 'n')).toEqual({ binding: { keys: 'n' }, rest: '' })
    expect(matchKeys(bindings, 'g', 'g')).toEqual({ rest: 'g' })
    expect(matchKeys(bindings, 'g', 'x')).toEqual({ rest: '' })
  })
})

describe('keyLabels', () => {
  it('shows what stands on the keyboard', () => {
    expect(keyLabels('mod+k', true)).toEqual(['⌘K'])
    expect(keyLabels('mod+k', false)).toEqual(['Ctrl+K'])
    expect(keyLabels('g p', true)).toEqual(['G', 'P'])
    expect(keyLabels('shift+enter', false)).toEqual(['Shift+Enter'])
  })
})
