import type { Annotation, ShapeKind } from '../shapes'
import { sameParts } from './same'

/** Kinds of shapes in words. */
export const kindWords: Record<ShapeKind, string> = { tag: 'Image', box: 'Box', polygon: 'Polygon', mask: 'Mask', keypoints: 'Keypoints' }

/** What one edit did to a shape, in words; `nameOf` gives its label's name. Null stands for none. */
export function describeEdit(before: Annotation | null, after: Annotation | null, nameOf: (annotation: Annotation) => string): string {
  if (!after) return 'Deleted'
  if (!before) return 'Drawn'
  const same = sameParts(before, after)
  const said = [
    !same('label') && `Label: ${nameOf(before)} to ${nameOf(after)}`,
    !same('shape') && 'Moved or reshaped',
    !same('attributes') && 'Attributes changed',
    !same('z') && 'Put above or below others',
    !same('locked') && (after.locked ? 'Locked' : 'Unlocked'),
    !same('hidden') && (after.hidden ? 'Hidden' : 'Shown'),
  ].filter((words) => words !== false)
  return said.join(', ') || 'Left as it was'
}
