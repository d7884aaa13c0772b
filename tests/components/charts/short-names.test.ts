import { expect, test } from 'vitest'
import { nameRoom, shortNames } from '@/components/charts/prepare/short-names'

test('names are cut at the end, and in the middle where they would look alike', () => {
  expect(shortNames(['short', 'a name that is too long'], 12 * 6.2)).toEqual(['short', 'a name that…'])
  const [first, second, third] = shortNames(['The quite long name of Biscoe', 'The quite long name of Dream', 'Something else that is long'], 20 * 6.2)
  expect([first, second, third]).toEqual(['The qu…ame of Biscoe', 'The qu…name of Dream', 'Something else that…'])
  // Equal names stay equal: there is nothing to tell apart.
  expect(shortNames(['one very long name', 'one very long name'], 50)).toEqual(['one ver…', 'one ver…'])
  expect(shortNames(['abcdef'], 0)).toEqual(['a…'])
})

test('names take what they need, a third of a wide drawing at most, and leave room for the bars of a narrow one', () => {
  expect(nameRoom(['abc'], 1_300)).toBeCloseTo(34.4)
  expect(nameRoom(['x'.repeat(90)], 1_200)).toBe(400)
  expect(nameRoom(['x'.repeat(90)], 330)).toBeCloseTo(138.6)
})
