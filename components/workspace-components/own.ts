import { findComponent, onFilled, showOwn } from '@/lib/catalog'
import { loadComponents } from '@/lib/catalog/late'
import { buildCatalogue, isOwn } from '@/lib/workspace-components/build'
import type { OwnVersion } from '@/lib/workspace-components/schema'

/** What is shown, to tell whether something new has come. */
let shown: readonly OwnVersion[] = []
let building = false

/** Makes these versions the components of the page's workspace: the palette, cards, inspector and checks know them from now on. */
export function setOwn(rows: readonly OwnVersion[]): void {
  shown = rows
  build()
}

function build(): void {
  building = true
  const own = buildCatalogue(shown).all.filter(isOwn)
  const archived = new Set(shown.filter((row) => row.archived).map((row) => row.id))
  const newest = new Map<string, number>()
  for (const { id, version } of shown) newest.set(id, Math.max(version, newest.get(id) ?? 0))
  showOwn(own, own.filter((component) => !archived.has(component.id) && newest.get(component.id) === component.version))
  building = false
}

// One with a step inside whose declaration was still to come is built again once it is there.
onFilled(() => {
  if (!building && shown.some((row) => findComponent(`${row.id}@${row.version}`)?.pending)) build()
})

/** Fetches the declarations of the steps inside those that are named, then shows them all. */
export async function openOwn(rows: readonly OwnVersion[], refs: Iterable<string>): Promise<void> {
  await loadComponents(insideRefs(rows, refs)).catch(() => undefined)
  setOwn(rows)
}

/** Every component that is somewhere inside those named. */
function insideRefs(rows: readonly OwnVersion[], refs: Iterable<string>): Set<string> {
  const byRef = new Map(rows.map((row) => [`${row.id}@${row.version}`, row.declaration]))
  const seen = new Set<string>()
  const open = [...refs]
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (seen.has(ref)) continue
    seen.add(ref)
    const declaration = byRef.get(ref)
    if (declaration?.kind === 'sub-pipeline') open.push(...declaration.graph.nodes.map((node) => node.component))
  }
  return seen
}
