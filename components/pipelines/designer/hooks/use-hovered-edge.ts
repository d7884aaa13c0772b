import { Store, useStore } from '../../draft/store'

/** The wire under the pointer, kept apart so that only it is drawn again. */
export const hoveredEdge = new Store<string | null>(null)

export function useHoveredEdge(id: string): boolean {
  return useStore(hoveredEdge, (hovered) => hovered === id)
}
