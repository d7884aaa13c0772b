import { expect, test } from 'vitest'
import { parseRange } from '@/lib/runs/byte-range'

test.each([
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-1000', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-3', undefined],
  ['bytes=0-1,5-6', undefined],
  ['rows=0-1', undefined],
  [null, undefined],
])('%s of 100 bytes', (header, range) => expect(parseRange(header, 100)).toEqual(range))
