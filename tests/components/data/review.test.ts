import { expect, test } from 'vitest'
import { decimalChoices, delimiterChoices, headerChoices, markersOf, orderChoices, startsOf } from '@/components/data/review/choices'
import { decisionsOn, withColumn, withOption } from '@/components/data/review/edit-options'

test('an option that is left to be found leaves nothing behind', () => {
  const fixed = withOption({ delimiter: 'fixed', starts: [0, 4] }, 'skip', 2)
  expect(fixed).toEqual({ delimiter: 'fixed', starts: [0, 4], skip: 2 })
  expect(withOption(fixed, 'delimiter', ';')).toEqual({ delimiter: ';', skip: 2 })
  expect(withOption({ skip: 2 }, 'skip', undefined)).toEqual({})
})

test('decisions on one column are counted, and go without a trace', () => {
  const options = withColumn(withColumn({}, 'types', 'zip', 'text'), 'names', 'zip', 'postcode')
  expect([decisionsOn(options, 'zip'), decisionsOn(options, 'toString')]).toEqual([2, 0])
  expect(withColumn(withColumn(options, 'types', 'zip', undefined), 'names', 'zip', undefined)).toEqual({})
})

test('what a person types is read', () => {
  expect([markersOf('NA, -9,, NA'), markersOf(' , ')]).toEqual([['NA', '-9'], undefined])
  expect([startsOf('1, 9 21'), startsOf('9, 1'), startsOf('0'), startsOf('a'), startsOf('')]).toEqual([[0, 8, 20], undefined, undefined, undefined, undefined])
})

test('the first choice says what was found', () => {
  expect(delimiterChoices({ delimiter: '\u0001' })[0]).toEqual({ value: 'auto', label: 'Found: Control character 1' })
  expect(headerChoices({ header: true, headerRows: 2 })[0]!.label).toBe('Found: names in 2 lines')
  expect(delimiterChoices({})[0]!.label).toBe('Found by itself')
  expect(delimiterChoices({ delimiter: ',' }, 1)[0]!.label).toBe('Found: one column')
  const findings = [{ name: 'a', markers: [], written: { decimal: ',' as const } }, { name: 'b', markers: [], written: { dateOrder: 'dmy' as const } }, { name: 'c', markers: [], ask: 'dateOrder' as const }]
  expect([decimalChoices(findings)[0]!.label, orderChoices(findings)[0]!.label, decimalChoices([])[0]!.label, decimalChoices(undefined)[0]!.label]).toEqual(['Found: Comma', 'Found: Day first, left open', 'Found: none', 'Found by itself'])
})
