import { describe, expect, test } from 'vitest'
import { cacheKey, canonicalJson, keyBase } from '@/lib/queue/cache-key'
import { explainMiss } from '@/lib/queue/explain-miss'

const parts = { component: 'learn.train-classifier@1', params: { max_depth: 3, target: 'species' } as Record<string, unknown>, inputs: { table: 'a'.repeat(64) }, environment: 'lock' }

describe('the cache key', () => {
  test('does not depend on the order of entries', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}')
    expect(keyBase({ ...parts, params: { a: 1, b: 2 } })).toBe(keyBase({ ...parts, params: { b: 2, a: 1 } }))
    expect(cacheKey('base', { x: '1', y: '2' })).toBe(cacheKey('base', { y: '2', x: '1' }))
  })

  test('changes with component, params, environment, and which content is at which input', () => {
    const keys = [
      keyBase(parts),
      keyBase({ ...parts, component: 'learn.train-classifier@2' }),
      keyBase({ ...parts, params: { ...parts.params, max_depth: 5 } }),
      keyBase({ ...parts, environment: 'other' }),
    ]
    expect(new Set(keys).size).toBe(4)
    expect(cacheKey('base', { left: '1', right: '2' })).not.toBe(cacheKey('base', { left: '2', right: '1' }))
  })

  test('of an import is its content, whatever the data asset is called', () => {
    const asset = (name: string, version: number, digest: string) => keyBase({ component: 'data.import@1', params: { asset: { name, version, digest } }, environment: null })
    expect(asset('a', 1, 'd1')).toBe(asset('b', 7, 'd1'))
    expect(asset('a', 1, 'd1')).not.toBe(asset('a', 1, 'd2'))
  })
})

describe('why a step was not reused', () => {
  const explain = (now: Partial<typeof parts>, more = {}) =>
    explainMiss({ parts: { ...parts, ...now }, previous: { parts, params: parts.params }, deterministic: true, forced: false, ...more })

  test('names each part of the key that changed', () => {
    expect(explain({ params: { ...parts.params, max_depth: 5 } })).toBe('parameter max_depth changed 3 → 5')
    expect(explain({ inputs: { table: 'b'.repeat(64) } })).toBe('input table changed')
    expect(explain({ component: 'learn.train-classifier@2' })).toBe('component version 1 → 2')
    expect(explain({ environment: 'new lock' })).toBe('environment changed')
    expect(explain({ params: { target: 'species' }, inputs: { table: 'b'.repeat(64) } })).toBe('parameter max_depth changed 3 → nothing, input table changed')
  })

  test('names the versions of a data asset', () => {
    const of = (version: number) => ({ component: 'data.import@1', params: { asset: { name: 'penguins', version, digest: `d${version}` } }, inputs: {}, environment: null })
    expect(explainMiss({ parts: of(2), previous: { parts: of(1), params: of(1).params }, deterministic: true, forced: false })).toBe('data asset penguins:1 → penguins:2')
  })

  test('says when there is nothing to compare, or no reuse at all', () => {
    expect(explain({}, { previous: null })).toBe('first run of this step')
    expect(explain({}, { forced: true })).toBe('forced: computed anew as asked')
    expect(explain({}, { deterministic: false })).toBe('not reused: reuse is switched off for this step')
    expect(explain({})).toBe('the earlier result is no longer stored')
  })
})
