// A Vitest reporter that writes down which tests failed at first and passed when repeated.
import { writeFileSync } from 'node:fs'

export default class RepeatReporter {
  repeated = []

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) this.repeated.push(`${test.module.relativeModuleId ?? test.module.moduleId} › ${test.name}`)
  }

  onTestRunEnd() {
    writeFileSync(process.env.ATELIER_TEST_REPEATS, JSON.stringify(this.repeated))
  }
}
