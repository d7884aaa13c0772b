import type { ShapeKind } from '../shapes'
import type { Learns } from './schema'

/** What a model could learn in a project: its boxes where these are drawn, else its labels. */
export function learnsOf({ kinds, tags }: { kinds: readonly ShapeKind[]; tags: 'one' | 'many' }): Learns {
  if (kinds.includes('box')) return 'things'
  return tags === 'many' ? 'labels' : 'label'
}

/** Labels that there must be: one alone can be told from the rest of an image, but not from itself. */
export const fewestClasses = (learns: Learns): number => (learns === 'label' ? 2 : 1)
