import { describe, expect, it } from 'vitest'
import { formatBytes, formatCompact, formatCount, formatDuration, formatInteger, formatNumber, formatPercent, formatRelative } from '@/components/ui/format'

describe('format', () => {
  it.each([[0, '0'], [1234567, '1,234,567']])('formatInteger(%s)', (value, text) => expect(formatInteger(value)).toBe(text))
  it.each([[999, '999'], [3066766, '3.1M']])('formatCompact(%s)', (value, text) => expect(formatCompact(value)).toBe(text))
  it.each([
    [0.947368, '0.9474'],
    [12345.6, '12,346'],
    [0, '0'],
    [-2.5, '−2.5'],
    [0.00001234, '1.234e−5'],
    [1, '1'],
    [Infinity, '∞'],
    [NaN, 'not a number'],
  ])('formatNumber(%s) = %s', (value, text) => expect(formatNumber(value)).toBe(text))
  it('formatPercent', () => expect(formatPercent(0.947368)).toBe('94.7%'))
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1536000, '1.5 MB'],
    [999_950, '1.0 MB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [99_960, '100 kB'],
    [99_900, '99.9 kB'],
    [123_400_000, '123 MB'],
    [2e15, '2.0 PB'],
  ])('formatBytes(%s) = %s', (value, text) => expect(formatBytes(value)).toBe(text))
  it.each([
    [-5, '0 ms'],
    [40.4, '40 ms'],
    [999.6, '1.00 s'],
    [1240, '1.24 s'],
    [32_540, '32.5 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_599_600, '1 h 00 min'],
    [11_220_000, '3 h 07 min'],
    [187_200_000, '2 d 4 h'],
  ])('formatDuration(%s) = %s', (value, text) => expect(formatDuration(value)).toBe(text))
  it('formatCount', () => {
    expect(formatCount(1, 'row')).toBe('1 row')
    expect(formatCount(1234, 'row')).toBe('1,234 rows')
    expect(formatCount(0, 'query', 'queries')).toBe('0 queries')
  })
  it.each([
    [10_000, 'just now'],
    [60_000, '1 min ago'],
    [59.4 * 60_000, '59 min ago'],
    [3_600_000, '1 h ago'],
    [23.4 * 3_600_000, '23 h ago'],
    [86_400_000, '1 d ago'],
    [-3 * 86_400_000, 'in 3 d'],
    [-120_000, 'in 2 min'],
  ])('formatRelative %s ms back = %s', (delta, text) => expect(formatRelative(new Date(1_700_000_000_000 - delta), 1_700_000_000_000)).toBe(text))
  it('formatRelative gives the date beyond a month', () => expect(formatRelative(new Date(2026, 4, 18), new Date(2026, 7, 1).getTime())).toBe('18 May 2026'))
})
