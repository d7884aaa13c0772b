import { createHash } from 'node:crypto'

export interface EnvironmentContent {
  lock: string
  /** A range such as `==3.12.*`. */
  python: string
  systemPackages: readonly string[]
  dockerfile: string
}

/** The range that environments have which leave the Python open. */
export const anyPython = '>=3.11,<3.15'

export function pythonRange(choice: string): string {
  return choice === '' ? anyPython : `==${choice}.*`
}

/**
 * What an environment is called among agents and in cache keys, sha256 in hex: of the lock alone where everything else is
 * left open, so that equal ones are one, else of all that it is made from.
 */
export function environmentHash({ lock, python, systemPackages, dockerfile }: EnvironmentContent): string {
  const rest = { ...(python !== anyPython && { python }), ...(systemPackages.length > 0 && { systemPackages: [...systemPackages].sort() }), ...(dockerfile.trim() !== '' && { dockerfile }) }
  const hash = createHash('sha256').update(lock)
  if (Object.keys(rest).length > 0) hash.update('\0').update(JSON.stringify(rest))
  return hash.digest('hex')
}
