// How many passed and failed, read from what each runner reports as JSON. A runner that failed without a failed test counts as one.
import { readFileSync } from 'node:fs'

export function typeCounts(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

export function vitestCounts(file, code) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1 }
  // A file that could not be loaded has no tests to fail.
  const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed')).length
  return settle({ passed: report.numPassedTests, failed: report.numFailedTests + broken }, code)
}

export function playwrightCounts(file, code) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1 }
  // A flaky test failed once, so it counts as failed: a retry hides faults.
  return settle({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky + report.errors.length }, code)
}

function settle(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
