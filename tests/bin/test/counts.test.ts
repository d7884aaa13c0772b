import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mostRepeated, playwrightCounts, sum, typeCounts, vitestCounts } from '@/bin/test/counts.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('Vitest: tests, files that could not be loaded, and errors that no test caught, each named', () => {
  const broken = { name: 'b.test.ts', status: 'failed', message: 'No such file\nat …', assertionResults: [] }
  const failed = { name: path.resolve('a.test.ts'), status: 'failed', assertionResults: [{ status: 'failed', fullName: 'adds', failureMessages: ['\u001b[31mexpected 1\u001b[39m\nat …'] }, { status: 'passed' }] }
  const repeats = path.join(folder, 'uncaught.json')
  writeFileSync(repeats, JSON.stringify({ repeated: [], uncaught: ['c.test.ts › not caught: gone'] }))
  const counts = vitestCounts(report({ numPassedTests: 9, numFailedTests: 1, testResults: [failed, broken] }), 1, repeats)
  expect(counts).toMatchObject({ passed: 9, failed: 3, failures: ['a.test.ts › adds: expected 1', 'b.test.ts › could not be loaded: No such file', 'c.test.ts › not caught: gone'] })
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 0, testResults: [] }), 0)).toMatchObject({ passed: 9, failed: 0, failures: [] })
})

const flaky = (title: string) => ({ file: 'a.spec.ts', title, tests: [{ status: 'flaky' }] })
const fallen = { file: 'a.spec.ts', title: 'two', tests: [{ status: 'unexpected', results: [{ error: { message: 'not found\nat …' } }] }] }
const suites = [{ specs: [flaky('one'), fallen, { file: 'a.spec.ts', title: 'five', tests: [{ status: 'expected' }] }], suites: [{ specs: [flaky('three')] }] }]

test('a test that passed only when repeated is named', () => {
  const counts = playwrightCounts(report({ suites, stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 2 }, errors: [] }), 1)
  expect(counts).toEqual({ passed: 7, failed: 1, repeated: ['a.spec.ts › one', 'a.spec.ts › three'], failures: ['a.spec.ts › two: not found'] })
  const repeats = path.join(folder, 'repeats.json')
  writeFileSync(repeats, '{"repeated":["b.test.ts › four"]}')
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 0, testResults: [] }), 0, repeats).repeated).toEqual(['b.test.ts › four'])
})

test('some may be repeated; more of them have failed', () => {
  const repeated = Array.from({ length: mostRepeated }, (_, index) => String(index))
  expect(sum([{ passed: 5, failed: 0, repeated }, { passed: 1, failed: 0 }])).toMatchObject({ passed: 6, failed: 0, repeated })
  expect(sum([{ passed: 5, failed: 0, repeated: [...repeated, 'more'] }])).toMatchObject({ passed: 5 - mostRepeated - 1, failed: mostRepeated + 1 })
})

test('a runner that ends badly is a failure, whatever it reported', () => {
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 0, testResults: [] }), 1)).toMatchObject({ passed: 9, failed: 1 })
  expect(playwrightCounts(path.join(folder, 'none.json'), 1)).toMatchObject({ passed: 0, failed: 1 })
  expect(typeCounts(2)).toMatchObject({ passed: 0, failed: 1 })
})
