import { expect, test } from 'vitest'
import { components, findComponent, refOf } from '@/lib/catalog'
import { parametersOf } from '@/lib/catalog/parameters'
import { parseParams } from '@/lib/catalog/params'

const split = findComponent('transform.split-data@1')!
const filter = findComponent('transform.filter-rows@1')!

test('defaults are filled in, so that writing one down changes nothing', () => {
  expect(parseParams(split, {})).toEqual(parseParams(split, { seed: 42 }))
  expect(parseParams(split, { seed: 7 })).toMatchObject({ ok: true, params: { seed: 7, share: 0.75 } })
})

test('an operator may be a sign and a value a number; inside they are one form', () => {
  const parsed = parseParams(filter, { conditions: [{ column: 'x', operator: '>=', value: 3 }] })
  expect(parsed).toMatchObject({ ok: true, params: { conditions: [{ column: 'x', operator: 'at-least', value: '3', to: '' }] } })
})

test('each fault names its field and offers the default', () => {
  const parsed = parseParams(split, { share: '0.5', seed: 1.5, method: 'magic', sed: 1 })
  expect(parsed.ok).toBe(false)
  expect(parsed.problems.map(({ param, message, fix }) => [param, message, fix?.label])).toEqual([
    ['sed', 'Split data has no parameter “sed”; did you mean “seed”?', 'Remove “sed”'],
    ['share', '“Share of the first part” must be a number', 'Use the default'],
    ['method', '“How” must be one of “random”, “stratified”, “in-order”', 'Use the default'],
    ['seed', '“Seed” must be a whole number', 'Use the default'],
  ])
})

test('a param set to undefined, as a fix does to remove it, counts as left out', () => {
  expect(parseParams(split, { sed: undefined }).ok).toBe(true)
})

test('the docs tell every parameter with its default as JSON', () => {
  for (const component of components) {
    for (const parameter of parametersOf(component)) {
      expect(parameter.takes, `${refOf(component)} ${parameter.name}`).not.toBe('')
      if (parameter.initial !== undefined) expect(component.params.parse({})[parameter.name]).toEqual(JSON.parse(parameter.initial))
    }
  }
  const conditions = parametersOf(filter).find(({ name }) => name === 'conditions')!
  expect(conditions.entries.map(({ name, initial }) => [name, initial])).toEqual([['column', '""'], ['operator', '"equals"'], ['value', '""'], ['to', '""']])
})
