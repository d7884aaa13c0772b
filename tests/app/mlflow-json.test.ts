import { expect, test } from 'vitest'
import { readWireJson, wireDouble, wireInt } from '@/app/mlflow/json'

test('whole numbers beyond what JavaScript holds stay exact, and no text is touched', () => {
  expect(readWireJson('{"step": 4611686018427387905, "small": 12, "text": "a, 12345678901234567890, \\"NaN\\": 1"}')).toEqual({ step: '4611686018427387905', small: 12, text: 'a, 12345678901234567890, "NaN": 1' })
  expect(readWireJson('[-9223372036854775808, 0.12345678901234567, 1.5e300, 1234567890123456]')).toEqual(['-9223372036854775808', 0.12345678901234567, 1.5e300, '1234567890123456'])
})

test('NaN and the infinities are read as Python writes them', () => {
  expect(readWireJson('{"a": NaN, "b": -Infinity, "c": Infinity, "d": "NaN", "Infinity": 1}')).toEqual({ a: 'NaN', b: '-Infinity', c: 'Infinity', d: 'NaN', Infinity: 1 })
})

test('an empty body is an empty request, and what is no JSON is refused', () => {
  expect(readWireJson(' ')).toEqual({})
  for (const text of ['{', '{"a": NaNs}', '{"a": "\\u0000"}']) expect(() => readWireJson(text)).toThrowError(/Malformed request/)
})

test('numbers go out as protocol buffers write them', () => {
  expect([wireInt('12'), wireInt('9007199254740993'), wireInt(5)]).toEqual([12, '9007199254740993', 5])
  expect([wireDouble(1.5), wireDouble(Number.NaN), wireDouble(Infinity), wireDouble(-Infinity)]).toEqual([1.5, 'NaN', 'Infinity', '-Infinity'])
})
