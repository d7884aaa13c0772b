import { builtIn, catalogueWith, type Catalogue } from '@/lib/catalog/catalogue'
import type { Component } from '@/lib/catalog/types'
import { buildInside } from './build-inside'
import { buildPython } from './build-python'
import type { Declaration, OwnVersion, SubPipeline } from './schema'

/** A component of a workspace, with the declaration that it was made from. */
export interface OwnComponent extends Component {
  declaration: Declaration
}

export function isOwn(component: Component | undefined): component is OwnComponent {
  return component !== undefined && 'declaration' in component
}

/** What is inside a sub-pipeline; undefined for every other component. */
export function insideOf(component: Component | undefined): SubPipeline | undefined {
  return isOwn(component) && component.declaration.kind === 'sub-pipeline' ? component.declaration : undefined
}

/** Makes a component from its declaration. Pure. `catalogue` must know the components of the steps inside. */
export function buildComponent(id: string, version: number, declaration: Declaration, catalogue: Catalogue = builtIn): OwnComponent {
  const component = declaration.kind === 'python' ? buildPython(id, version, declaration) : buildInside(id, version, declaration, catalogue)
  return { ...component, declaration }
}

export type Stored = Pick<OwnVersion, 'id' | 'version' | 'declaration'> & { archived?: boolean }

/**
 * The catalogue of a workspace with these versions of its own components. Those inside others are built first; one that
 * is inside itself is left out, so that a graph which names it says that there is no such component.
 */
export function buildCatalogue(stored: readonly Stored[]): Catalogue {
  if (stored.length === 0) return builtIn
  const rows = new Map(stored.map((row) => [`${row.id}@${row.version}`, row]))
  const built = new Map<string, OwnComponent | undefined>()
  const find = (ref: string): Component | undefined => {
    const row = rows.get(ref)
    if (!row) return builtIn.find(ref)
    if (!built.has(ref)) built.set(ref, holdsItself(ref, rows) ? undefined : buildComponent(row.id, row.version, row.declaration, inner))
    return built.get(ref)
  }
  const inner: Catalogue = { ...builtIn, find }
  for (const ref of rows.keys()) find(ref)
  const components = [...built.values()].filter((component) => component !== undefined)
  // Archived ones are not offered.
  const archived = new Set(stored.filter((row) => row.archived).map((row) => row.id))
  return catalogueWith(components, (component) => !archived.has(component.id))
}

/** Whether a component is somewhere inside itself. */
function holdsItself(ref: string, rows: ReadonlyMap<string, Stored>): boolean {
  const seen = new Set<string>()
  const open = [ref]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const declaration = rows.get(at)?.declaration
    for (const node of declaration?.kind === 'sub-pipeline' ? declaration.graph.nodes : []) {
      if (node.component === ref) return true
      if (!seen.has(node.component)) open.push(node.component)
      seen.add(node.component)
    }
  }
  return false
}
