import { declared } from '#catalog/declared'
import { searchIn } from './search'
import type { Component } from './types'

/**
 * Every component there is, in the palette's order. The browser fetches declarations as it needs them (late.ts): there this
 * list begins empty, and a component may be `pending`.
 */
export const components: Component[] = [...declared]

/** `category.name@version`, as graphs write it. */
export function refOf(component: Pick<Component, 'id' | 'version'>): string {
  return `${component.id}@${component.version}`
}

const byRef = new Map<string, Component>()
const newest = new Map<string, Component>()
for (const component of components) index(component)

function index(component: Component): void {
  byRef.set(refOf(component), component)
  const known = newest.get(component.id)
  if (!known || known.version < component.version) newest.set(component.id, component)
}

/** Adds components that are not known yet, and what was pending of those that are. */
export function addComponents(more: readonly Component[]): void {
  let filled = false
  for (const component of more) {
    const known = byRef.get(refOf(component))
    if (!known) {
      components.push(component)
      index(component)
    } else if (known.pending && !component.pending) {
      // The same object, since others hold it.
      Object.assign(known, component)
      delete known.pending
      filled = true
    }
  }
  if (filled) tell()
}

let own = { byRef: new Map<string, Component>(), newest: new Map<string, Component>(), offered: [] as readonly Component[] }

/**
 * In a browser: the components of the workspace that the page shows, in the place of those of another. `offered` are those
 * that a search finds. A server works for many workspaces at once; it passes a `Catalogue` on instead.
 */
export function showOwn(list: readonly Component[], offered: readonly Component[]): void {
  if (typeof window === 'undefined' || (list.length === 0 && own.byRef.size === 0)) return
  own = { byRef: new Map(list.map((component) => [refOf(component), component])), newest: new Map(), offered }
  for (const component of list) if ((own.newest.get(component.id)?.version ?? 0) < component.version) own.newest.set(component.id, component)
  tell()
}

function tell(): void {
  fillings++
  for (const listener of listeners) listener()
}

let fillings = 0
const listeners = new Set<() => void>()

/** Tells when something that was pending has come, or the workspace's own components have changed. The answer stops it. */
export function onFilled(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How often that was: what was worked out before is out of date when it changes. */
export function filledCount(): number {
  return fillings
}

/** The component with this `id@version`. */
export function findComponent(ref: string): Component | undefined {
  return byRef.get(ref) ?? own.byRef.get(ref)
}

/** The highest version of the component with this id. */
export function latest(id: string): Component | undefined {
  return newest.get(id) ?? own.newest.get(id)
}

/** Newest versions that match every word of `query`, best first; an empty query lists all in their order here. */
export function search(query: string): Component[] {
  return searchIn([...newest.values(), ...own.offered], query)
}
