import { findComponent, onFilled, showOwn } from '@/lib/catalog'
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
