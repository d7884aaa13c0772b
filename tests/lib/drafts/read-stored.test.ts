import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { bookmarkOf, edgeOf, groupOf, nodeOf, noteOf, parameterOf } from '@/lib/drafts/read-stored'
import { GraphBookmark, GraphGroup, GraphNote } from '@/lib/graph/marks'
import { PipelineParameter, Tie } from '@/lib/graph/parameter-schema'
import { isTie } from '@/lib/graph/parameters'
import { GraphEdge, GraphNode } from '@/lib/graph/schema'

/** Right values mostly, and now and then what a foreign hand could have written. */
const mostly = (right: fc.Arbitrary<unknown>, wrong: fc.Arbitrary<unknown>) => fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: wrong })

const id = mostly(fc.constantFrom('a', 'filter-2', 'x_1', 'x'.repeat(64)), fc.oneof(fc.constantFrom('', 'a b', 'x'.repeat(65)), fc.integer()))
const words = mostly(fc.oneof(fc.constant(undefined), fc.string()), fc.oneof(fc.constantFrom('x'.repeat(100), 'x'.repeat(201), 'y'.repeat(1001), 'z'.repeat(10_001), null), fc.integer()))
const number = mostly(fc.constantFrom(1, 2, 9, 80, 1.5, 4000), fc.oneof(fc.integer({ min: -10, max: 5000 }), fc.double(), fc.constantFrom(0.05, 40, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '3', null, undefined)))
const point = mostly(fc.oneof(fc.constant(undefined), fc.record({ x: fc.integer(), y: fc.integer() })), fc.oneof(fc.record({ x: number, y: number, more: fc.integer() }), fc.constantFrom(null, [], 'x')))
const flag = mostly(fc.constantFrom(undefined, true, false), fc.constantFrom(null, 'true', 1))
const color = mostly(fc.constantFrom(undefined, 'yellow', 'grey'), fc.constantFrom('pink', null, 3))
const list = mostly(fc.constantFrom([], ['a'], ['a', 'b-2']), fc.oneof(fc.constant(undefined), fc.array(fc.oneof(id, fc.string())), fc.constantFrom(null, 'x', {})))
const params = mostly(fc.oneof(fc.constant(undefined), fc.dictionary(fc.string(), fc.jsonValue())), fc.constantFrom(null, [], 'x'))
const some = (right: fc.Arbitrary<unknown>, ...wrong: unknown[]) => fc.oneof({ weight: 30, arbitrary: fc.oneof(fc.constant(undefined), right) }, { weight: 1, arbitrary: fc.constantFrom(null, '4', Number.NaN, ...wrong) })
const wishes = fc.record(
  {
    target: some(fc.constantFrom('gpu', 'x'.repeat(40)), '', 'x'.repeat(41)),
    cpus: some(fc.constantFrom(0.5, 1, 4096), 0, -1, 4097, Number.POSITIVE_INFINITY),
    memoryMb: some(fc.constantFrom(1, 100_000_000), 0, 1.5, 100_000_001),
    gpus: some(fc.constantFrom(0, 64), -1, 0.5, 65),
    tags: some(fc.constantFrom([], ['big'], ['big', 'x'.repeat(40)]), ['a b'], ['a,b'], [''], ['x'.repeat(41)], [3], Array.from({ length: 21 }, () => 'a')),
    priority: some(fc.constantFrom(-100, 0, 100), -101, 101, 0.5),
    timeoutSeconds: some(fc.constantFrom(1, 2_000_000), 0, 2_000_001, 2.5),
    environment: some(fc.constantFrom('vision@3', 'vision'), 'Vision', 'vision@', 'vision@x', ''),
    more: fc.integer(),
  },
  { requiredKeys: [] },
)
const compute = mostly(wishes, fc.constantFrom(null, [], 'x', 3))

function agrees(name: string, schema: z.core.$ZodType & { safeParse: (value: unknown) => { success: boolean; data?: unknown } }, read: (stored: never) => unknown, stored: fc.Arbitrary<unknown>): void {
  test(name, () => {
    let [right, wrong] = [0, 0]
    fc.assert(
      fc.property(stored, (value) => {
        const parsed = schema.safeParse(value)
        if (parsed.success) right++
        else wrong++
        expect(read(value as never)).toEqual(parsed.success ? parsed.data : undefined)
      }),
      { numRuns: 2000, seed: 7 },
    )
    expect(right).toBeGreaterThan(100)
    expect(wrong).toBeGreaterThan(100)
  })
}

describe('what a draft holds is read as the schemas would read it', () => {
  const component = mostly(fc.constant('transform.filter-rows@1'), fc.constantFrom('Filter', 'a.b', 'a.b@x', undefined))
  agrees('a step', GraphNode, nodeOf, fc.record({ id, component, name: words, note: words, params, position: point, disabled: flag, collapsed: flag, dismissed: list, compute: mostly(fc.constant(undefined), compute), more: fc.integer() }))
  agrees('a step’s wishes for compute', GraphNode, nodeOf, fc.record({ id: fc.constant('a'), component: fc.constant('transform.filter-rows@1'), compute }))
  const end = mostly(fc.record({ node: id, port: fc.string() }), fc.oneof(fc.record({ node: id, port: words }), fc.constantFrom(null, 'a')))
  agrees('a wire', GraphEdge, edgeOf, mostly(fc.record({ from: end, to: end }), fc.constantFrom(null, 3, undefined)))
  const size = fc.oneof(fc.constant(undefined), fc.record({ width: number, height: number }), fc.constant(null))
  agrees('a note', GraphNote, noteOf, fc.record({ id, text: words, color, position: point, size }))
  agrees('a group', GraphGroup, groupOf, fc.record({ id, title: words, color, collapsed: flag, members: list }))
  const slot = mostly(fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 10, 1.5, '1', null))
  agrees('a bookmark', GraphBookmark, bookmarkOf, fc.record({ slot, name: words, x: number, y: number, zoom: mostly(fc.constantFrom(0.05, 1, 2), fc.oneof(fc.double({ min: 0, max: 3 }), number)) }))
  const type = fc.constantFrom('number', 'integer', 'text', 'boolean', 'choice', 'other', undefined)
  const initial = fc.oneof(number, words, flag, fc.constantFrom('a', 'b'))
  const choices = fc.oneof(fc.constant(undefined), fc.array(fc.constantFrom('a', 'b', 'c', '', 3)), fc.constant(['a', 'b']))
  agrees('a parameter', PipelineParameter, parameterOf, fc.record({ name: fc.oneof(id, fc.constantFrom('rate', '1st')), help: words, type, default: initial, choices }))
  const tie = fc.oneof(fc.record({ $parameter: words, as: fc.constantFrom(undefined, 'text', 'data-asset', 'other', null) }), fc.record({ $parameter: words, more: fc.integer() }), fc.record({ $parameter: words }))
  agrees('a tie', Tie, (value) => (isTie(value) ? value : undefined), tie)
})
