import type { Comparison } from './compare'
import type { Cell } from './schema'

/**
 * What one said where the other said something, one entry a use. Labels of the whole image that only one of them gave stand beside
 * each other while both have such a one, else beside nothing.
 */
export function cellsOf({ tagsBoth, tagsA, tagsB, matches, missing, extra }: Comparison): { a: string | null; b: string | null }[] {
  const differing = Array.from({ length: Math.max(tagsA.length, tagsB.length) }, (_, at) => ({ a: tagsA[at] ?? null, b: tagsB[at] ?? null }))
  return [
    ...tagsBoth.map((label) => ({ a: label, b: label })),
    ...differing,
    ...matches.map((match) => ({ a: match.a.label, b: match.b.label })),
    ...missing.map(({ label }) => ({ a: label, b: null })),
    ...extra.map(({ label }) => ({ a: null, b: label })),
  ]
}

/** How often each stood beside each, over many images. */
export function countCells(comparisons: readonly Comparison[]): Cell[] {
  const counts = new Map<string, Cell>()
  for (const { a, b } of comparisons.flatMap(cellsOf)) {
    const key = `${a} ${b}`
    const known = counts.get(key)
    if (known) known.count++
    else counts.set(key, { a, b, count: 1 })
  }
  return [...counts.values()]
}
