// A Vitest reporter that writes down what the JSON report does not say: which tests failed at first and passed when repeated, and errors that no test caught.
import { writeFileSync } from 'node:fs'

export default class RepeatReporter {
  repeated = []

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) this.repeated.push(`${test.module.relativeModuleId ?? test.module.moduleId} › ${test.name}`)
  }

  onTestRunEnd(_modules, unhandled) {
    const uncaught = unhandled.map((error) => `${error.VITEST_TEST_PATH ?? 'nobody knows where'} › not caught: ${error.message}`)
    writeFileSync(process.env.ATELIER_TEST_REPEATS, JSON.stringify({ repeated: this.repeated, uncaught }))
  }
}
