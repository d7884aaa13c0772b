import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { playwrightCounts, typeCounts, vitestCounts } from '@/bin/test/counts.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('Vitest: tests, and files that could not be loaded', () => {
  const broken = { status: 'failed', assertionResults: [] }
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] }
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 1, testResults: [failed, broken] }), 1)).toEqual({ passed: 9, failed: 2 })
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 0, testResults: [] }), 0)).toEqual({ passed: 9, failed: 0 })
})

test('Playwright: a test that passed only when repeated has failed', () => {
  expect(playwrightCounts(report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] }), 1)).toEqual({ passed: 5, failed: 2 })
})

test('a runner that ends badly is a failure, whatever it reported', () => {
  expect(vitestCounts(report({ numPassedTests: 9, numFailedTests: 0, testResults: [] }), 1)).toEqual({ passed: 9, failed: 1 })
  expect(playwrightCounts(path.join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1 })
  expect(typeCounts(2)).toEqual({ passed: 0, failed: 1 })
})
