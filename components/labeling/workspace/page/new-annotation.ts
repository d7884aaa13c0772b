import type { Annotation, Shape } from '@/lib/labeling/shapes'

/** A person's new annotation, above all others. */
export function newAnnotation(label: string, shape: Shape, others: readonly Annotation[]): Annotation {
  return { id: crypto.randomUUID(), label, shape, attributes: {}, z: 1 + topOf(others), locked: false, hidden: false, source: { by: 'person' } }
}

export function topOf(annotations: readonly Annotation[]): number {
  return annotations.reduce((most, { z }) => Math.max(most, z), -1)
}
