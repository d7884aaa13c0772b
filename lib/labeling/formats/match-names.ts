import { stem } from './format'

/**
 * Finds a project's image by the name that a file has for it: as it is, under its old name, within folders of another machine, or
 * without its extension, where only one image fits.
 */
export function matchNames(names: string[], renamed: Map<string, string>): (name: string) => string | undefined {
  const known = new Set(names)
  const byBase = groups(names, (name) => base(name))
  const byStem = groups(names, stem)
  return (given) => {
    const name = given.normalize('NFC').replaceAll('\\', '/').replace(/^\.?\//, '')
    for (const candidate of [name, renamed.get(name), name.replace(/^(.*\/)?(images|JPEGImages)\//, '')]) if (candidate !== undefined && known.has(candidate)) return candidate
    const sameBase = byBase.get(base(name)) ?? []
    if (sameBase.length === 1) return sameBase[0]
    const ending = sameBase.filter((other) => name.endsWith(`/${other}`) || other.endsWith(`/${name}`))
    if (ending.length === 1) return ending[0]
    const sameStem = byStem.get(stem(name)) ?? []
    return sameStem.length === 1 ? sameStem[0] : undefined
  }
}

const base = (name: string) => name.slice(name.lastIndexOf('/') + 1)

function groups(names: string[], keyOf: (name: string) => string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const name of names) found.set(keyOf(name), [...(found.get(keyOf(name)) ?? []), name])
  return found
}
