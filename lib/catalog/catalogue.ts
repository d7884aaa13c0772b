import { components, findComponent, latest, refOf, search } from './index'
import { searchIn } from './search'
import type { Component } from './types'

/** The components that one workspace can use: those that come with Atelier, and its own. */
export interface Catalogue {
  /** The component with this `id@version`. */
  find: (ref: string) => Component | undefined
  /** The highest version of the component with this id. */
  latest: (id: string) => Component | undefined
  /** Newest versions that match every word of the query, best first; an empty query lists all. */
  search: (query: string) => Component[]
  /** Every version of every component, the workspace's own last. */
  all: readonly Component[]
}

/** What comes with Atelier; in a browser also what the page's workspace has made. */
export const builtIn: Catalogue = { find: findComponent, latest, search, all: components }

/** Of these components, in their order, those that are no older than another with the same id. */
export function newestOf(components: readonly Component[]): Component[] {
  const newest = new Map<string, Component>()
  for (const component of components) {
    const known = newest.get(component.id)
    if (!known || known.version < component.version) newest.set(component.id, component)
  }
  return [...newest.values()]
}

/**
 * The built-in components joined with a workspace's own.
 * @param offered which of the own are listed and found by a search; the others, such as archived ones, still work where a graph names them.
 */
export function catalogueWith(own: readonly Component[], offered: (component: Component) => boolean = () => true): Catalogue {
  if (own.length === 0) return builtIn
  const byRef = new Map(own.map((component) => [refOf(component), component]))
  const newest = new Map(newestOf(own).map((component) => [component.id, component]))
  const listed = [...search(''), ...[...newest.values()].filter(offered)]
  return {
    find: (ref) => byRef.get(ref) ?? findComponent(ref),
    latest: (id) => newest.get(id) ?? latest(id),
    search: (query) => searchIn(listed, query),
    all: [...components, ...own],
  }
}
