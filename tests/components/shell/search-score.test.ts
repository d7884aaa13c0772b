import { describe, expect, it } from 'vitest'
import { searchScore } from '@/components/shell/search-score'

describe('searchScore', () => {
  it('ranks the beginning of the name over that of a word over the middle of one', () => {
    const scores = [searchScore('Members', 'members'), searchScore('Members', 'mem'), searchScore('Team members', 'mem'), searchScore('Remember', 'mem')]
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(scores).size).toBe(4)
  })
  it('does not find letters strewn over a name, nor the id behind it', () => {
    expect(searchScore('Mean of the maximum', 'mem')).toBe(0)
    expect(searchScore('Penguins\n80c56700', '80c')).toBe(0)
  })
  it('wants every word, in any order, and counts keywords for less', () => {
    expect(searchScore('Penguin species', 'spec peng')).toBeGreaterThan(0)
    expect(searchScore('Penguin species', 'peng cars')).toBe(0)
    expect(searchScore('Data', 'upload', ['tables', 'upload'])).toBeGreaterThan(0)
    expect(searchScore('Data', 'upload', ['upload'])).toBeLessThan(searchScore('Upload', 'upload'))
  })
  it('takes signs as they are', () => expect(searchScore('a (b', '(b')).toBeGreaterThan(0))
})
