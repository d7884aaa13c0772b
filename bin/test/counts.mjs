// How many passed and failed, read from what each runner reports as JSON. A runner that failed without a failed test counts as one.
import { readFileSync } from 'node:fs'

export function typeCounts(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

/** `repeats`: where the reporter of repeat-reporter.mjs wrote the names of tests that passed when repeated. */
export function vitestCounts(file, code, repeats) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, repeated: [] }
  // A file that could not be loaded has no tests to fail.
  const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed')).length
  return settle({ passed: report.numPassedTests, failed: report.numFailedTests + broken, repeated: (repeats && read(repeats)) ?? [] }, code)
}

export function playwrightCounts(file, code) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, repeated: [] }
  const repeated = (report.suites ?? []).flatMap((suite) => flaky(suite))
  return settle({ passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected + report.errors.length, repeated }, code)
}

/** A repeated test that passes hides a fault; a machine that stutters makes one or two of thousands. More of them are failures. */
export const mostRepeated = 3

/** @returns {{ passed: number, failed: number }} */
export function sum(all) {
  const repeated = all.flatMap((counts) => counts.repeated ?? [])
  const hidden = repeated.length > mostRepeated ? repeated.length : 0
  const total = (key) => all.reduce((number, counts) => number + counts[key], 0)
  return { passed: total('passed') - hidden, failed: total('failed') + hidden, repeated }
}

function flaky({ suites = [], specs = [] }) {
  const own = specs.filter((spec) => spec.tests.some((test) => test.status === 'flaky')).map((spec) => `${spec.file} › ${spec.title}`)
  return [...own, ...suites.flatMap((suite) => flaky(suite))]
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
