import { needed, optionProblem, packageName } from './lock'

/** Lines of a requirements text that name something. */
function requirementLines(text: string): string[] {
  return text
    .replace(/\r/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
}

/** What is wrong with requirements before anybody asks an index, in one sentence; undefined where nothing is. */
export function requirementsProblem(text: string): string | undefined {
  const lines = requirementLines(text)
  if (lines.length === 0) return 'Name at least one package, such as xgboost, or give a whole lock'
  for (const line of lines) {
    if (line.startsWith('-')) {
      const problem = /^--/.test(line) ? optionProblem(line) : `“${line.slice(0, 60)}” is not taken here: each line names one package`
      if (problem) return problem
      continue
    }
    if (/^(?:\.|\/|file:)|\sfile:|@\s*\.|git\+/.test(line)) return `“${line.slice(0, 60)}” is a file or a repository: an agent takes packages of an index alone, since only these have hashes`
    if (!/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?\s*(?:\[[^\]]*\])?\s*(?:$|[<>=!~;@(])/.test(line)) return `“${line.slice(0, 60)}” names no package: write one a line, such as pandas>=3 or xgboost==3.2.0`
  }
  return undefined
}

/** The requirements with what the step runner needs, where they do not name it. */
export function completeRequirements(text: string): string {
  const named = new Set(requirementLines(text).map((line) => packageName(/^[A-Za-z0-9][\w.-]*/.exec(line)?.[0] ?? '')))
  const missing = needed.filter((name) => !named.has(name))
  return `${text.trimEnd()}\n${missing.map((name) => `${name}\n`).join('')}`
}

/** Lines that name indexes: a lock begins with them, so that a build asks the same ones. */
export function indexLines(text: string): string[] {
  return requirementLines(text).filter((line) => line.startsWith('--'))
}

/** The requirements without the lines that name indexes. */
export function withoutIndexes(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trim().startsWith('--'))
    .join('\n')
}
