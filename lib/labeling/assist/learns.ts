import type { ShapeKind } from '../shapes'
import type { Learns, ShapesWord } from './schema'

interface Project {
  kinds: readonly ShapeKind[]
  tags: 'one' | 'many'
}

/** What a model could learn in a project: its boxes and outlines where these are drawn, else its labels. */
export function learnsOf({ kinds, tags }: Project): Learns {
  if (Object.keys(words).some((kind) => kinds.includes(kind as ShapeKind))) return 'things'
  return tags === 'many' ? 'labels' : 'label'
}

const words = { box: 'boxes', polygon: 'outlines', mask: 'masks' } as const

/** What it learns to draw is called. */
export function shapesWord({ kinds }: Pick<Project, 'kinds'>): ShapesWord {
  const own = Object.entries(words).flatMap(([kind, word]) => (kinds.includes(kind as ShapeKind) ? [word] : []))
  return own.length === 1 ? own[0]! : 'shapes'
}

/** What its answers are counted in. */
export const countedIn = (project: Project): string => ({ label: 'images', labels: 'labels', things: shapesWord(project) })[learnsOf(project)]

/** Labels that there must be: one alone can be told from the rest of an image, but not from itself. */
export const fewestClasses = (learns: Learns): number => (learns === 'label' ? 2 : 1)
