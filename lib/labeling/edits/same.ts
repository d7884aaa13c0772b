import type { Annotation } from '../shapes'

/** Whether two annotations say the same, whatever the order of their keys. */
export function sameAnnotation(a: Annotation | null, b: Annotation | null): boolean {
  return a === b || (a !== null && b !== null && equal(a, b))
}

/** Tells of each part of two annotations whether they agree in it. */
export const sameParts = (a: Annotation, b: Annotation) => (part: keyof Annotation): boolean => equal(a[part], b[part])

/**
 * Brings together what two sides made of the annotation `base`: of each part (label, shape, attributes …) what the one that changed it
 * says. Null where both changed the same part, and differently.
 */
export function joinChanges(base: Annotation, mine: Annotation, theirs: Annotation): Annotation | null {
  const [from, own, other] = [base, mine, theirs] as unknown as Record<string, unknown>[] as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]
  const joined: Record<string, unknown> = { ...own }
  for (const part of new Set([...Object.keys(own), ...Object.keys(other)])) {
    if (equal(own[part], other[part]) || equal(other[part], from[part])) continue
    if (!equal(own[part], from[part])) return null
    joined[part] = other[part]
  }
  return joined as unknown as Annotation
}

function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => equal(item, b[at]))
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && equal(left[key], right[key]))
}
