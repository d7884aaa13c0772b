import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashOf, isCurrent } from '@/bin/start/build.mjs'
import { root } from '@/bin/start/settings.mjs'

let folder: string
let source: string
beforeEach(() => {
  mkdirSync(path.join(root, 'test-results'), { recursive: true })
  folder = mkdtempSync(path.join(root, 'test-results', 'build-'))
  source = path.relative(root, folder)
  writeFileSync(path.join(folder, 'a.ts'), 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the hash sees content and names, not times', () => {
  const first = hashOf([source])
  utimesSync(path.join(folder, 'a.ts'), 1, 1)
  expect(hashOf([source])).toBe(first)
  writeFileSync(path.join(folder, 'a.ts'), 'two')
  const second = hashOf([source])
  expect(second).not.toBe(first)
  writeFileSync(path.join(folder, 'b.ts'), '')
  expect(hashOf([source])).not.toBe(second)
})

test('a source that does not exist is no source', () => {
  expect(hashOf([source, 'no-such-folder'])).toBe(hashOf([source]))
})

test('a target is current when it is there and was made of these sources', () => {
  const target = { sources: [`${source}/a.ts`], stamp: path.join(folder, 'stamp'), product: path.join(folder, 'product') }
  expect(isCurrent(target)).toBe(false)
  writeFileSync(target.stamp, hashOf(target.sources))
  expect(isCurrent(target)).toBe(false)
  writeFileSync(target.product, '')
  expect(isCurrent(target)).toBe(true)
  writeFileSync(path.join(folder, 'a.ts'), 'changed')
  expect(isCurrent(target)).toBe(false)
})
