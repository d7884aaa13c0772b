// How many passed and failed, read from what each runner reports as JSON. A runner that failed without a failed test counts as one.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from '../start/settings.mjs'

export function typeCounts(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: code === 0 ? [] : ['types do not agree'] }
}

/** `repeats`: where repeat-reporter.mjs wrote the names of tests that passed when repeated, and the errors that no test caught. */
export function vitestCounts(file, code, repeats) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, repeated: [], failures: [`no report of Vitest, which ended with ${code}`] }
  const { repeated = [], uncaught = [] } = (repeats && read(repeats)) ?? {}
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed').map((test) => line(name, test.fullName, test.failureMessages?.[0]))
    // A file that could not be loaded has no tests to fail.
    return failed.length === 0 && status === 'failed' ? [line(name, 'could not be loaded', message)] : failed
  })
  return settle({ passed: report.numPassedTests, failed: failures.length + uncaught.length, repeated, failures: [...failures, ...uncaught] }, code)
}

export function playwrightCounts(file, code) {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, repeated: [], failures: [`no report of Playwright, which ended with ${code}`] }
  const failures = [...named(report, 'unexpected'), ...report.errors.map((error) => line('Playwright', 'stopped', error.message))]
  const { expected, unexpected, flaky } = report.stats
  return settle({ passed: expected + flaky, failed: unexpected + report.errors.length, repeated: named(report, 'flaky'), failures }, code)
}

/** A repeated test that passes hides a fault; a machine that stutters makes one or two of thousands. More of them are failures. */
export const mostRepeated = 3

/** @returns {{ passed: number, failed: number, repeated: string[], failures: string[] }} */
export function sum(all) {
  const list = (key) => all.flatMap((counts) => counts[key] ?? [])
  const total = (key) => all.reduce((number, counts) => number + counts[key], 0)
  const repeated = list('repeated')
  const hidden = repeated.length > mostRepeated ? repeated.length : 0
  return { passed: total('passed') - hidden, failed: total('failed') + hidden, repeated, failures: list('failures') }
}

function named({ suites = [], specs = [] }, status) {
  const own = specs.filter((spec) => spec.tests.some((test) => test.status === status)).map((spec) => line(spec.file, spec.title, lastError(spec)))
  return [...own, ...suites.flatMap((suite) => named(suite, status))]
}

function lastError(spec) {
  return spec.tests.flatMap((test) => test.results ?? []).findLast((result) => result.error)?.error.message
}

function line(file, name, message) {
  const reason = message ? `: ${stripVTControlCharacters(message).split('\n')[0]}` : ''
  return `${path.isAbsolute(file) ? path.relative(root, file) : file} › ${name}${reason}`
}

function settle(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, failures: [`a runner ended with ${code} though no test failed`] } : counts
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
