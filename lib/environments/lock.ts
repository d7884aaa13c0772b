/** One line of a lock: a package with its fixed version, and where it is for some hosts alone, for which. */
export interface LockedPackage {
  name: string
  version: string
  marker: string
}

export interface PackageChange {
  name: string
  /** Versions, joined by commas where hosts differ; undefined where the package is new. */
  before?: string
  /** Undefined where it is gone. */
  after?: string
}

/** The step runner hands tables over through them. */
export const needed = ['pandas', 'pyarrow'] as const

/** As package indexes compare names. */
export function packageName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** Logical lines: continued ones joined, comments and empty ones left out. */
export function lockLines(lock: string): string[] {
  return lock
    .replace(/\r/g, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

/** The packages of a lock, by name. */
export function packagesOf(lock: string): LockedPackage[] {
  return lockLines(lock)
    .flatMap((line) => {
      const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*==\s*([^\s;]+)\s*(?:;\s*(.*?))?\s*(?:--hash|$)/.exec(line)
      return match ? [{ name: packageName(match[1]!), version: match[2]!, marker: match[3] ?? '' }] : []
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
}

/** What is wrong with a lock that a person gives, in one sentence; undefined where it can be built from. */
export function lockProblem(lock: string): string | undefined {
  const lines = lockLines(lock)
  if (lines.length === 0) return 'The lock is empty'
  for (const line of lines) {
    if (line.startsWith('--')) {
      const problem = optionProblem(line)
      if (problem) return problem
      continue
    }
    const name = /^[A-Za-z0-9][\w.-]*/.exec(line)?.[0]
    if (!name || !/^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?\s*(?:==|@)/.test(line)) return `“${line.slice(0, 60)}” fixes no version: a lock has lines such as numpy==2.4.6 --hash=sha256:…`
    if (!/--hash=sha256:[0-9a-f]{64}/.test(line)) return `${name} has no hash. Make the lock with uv pip compile --generate-hashes, or give requirements and Atelier makes it`
  }
  const names = new Set(packagesOf(lock).map(({ name }) => name))
  const missing = needed.filter((name) => !names.has(name))
  if (missing.length > 0) return `The lock lacks ${missing.join(' and ')}, through which steps get their tables. Add ${missing.length === 1 ? 'it' : 'them'} and lock again`
  return undefined
}

/** Options of a requirements file that reach beyond the package index of the agent's host. */
export function optionProblem(line: string): string | undefined {
  const option = line.split(/[\s=]/)[0]!
  if (!['--index-url', '--extra-index-url'].includes(option)) return `${option} is not taken here: name packages, and indexes with --index-url or --extra-index-url`
  const address = line.slice(option.length).replace(/^[\s=]+/, '')
  if (!/^https?:\/\/[^\s]+$/.test(address)) return `${option} needs an address such as https://host/simple`
  return undefined
}

/** What differs between two locks, by name. */
export function lockChanges(before: string, after: string): PackageChange[] {
  const [old, now] = [versionsOf(before), versionsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => ({ name, ...(old.has(name) && { before: old.get(name)! }), ...(now.has(name) && { after: now.get(name)! }) }))
}

function versionsOf(lock: string): Map<string, string> {
  const versions = new Map<string, string>()
  for (const { name, version } of packagesOf(lock)) {
    const known = versions.get(name)
    if (known?.split(', ').includes(version)) continue
    versions.set(name, known ? `${known}, ${version}` : version)
  }
  return versions
}
