import type { GraphGroup } from '@/lib/graph/marks'
import { groupsAround, parentsOf } from '@/lib/graph/nesting'
import { foldGroup } from '../../actions/group-steps'
import { isFolded } from '../../groups'
import type { DesignerValue } from '../designer-context'

/** Collapses or expands a group: for everyone by those who may edit, for oneself by others. */
export function fold({ draft, opened, canEdit }: Pick<DesignerValue, 'draft' | 'opened' | 'canEdit'>, group: GraphGroup, collapsed: boolean): void {
  const peeking = new Set(opened.get())
  if (collapsed) peeking.delete(group.id)
  else if (!canEdit) peeking.add(group.id)
  opened.set(peeking)
  if (canEdit) foldGroup(draft, group.id, collapsed)
}

/** Shows what is in collapsed groups that hold any of these, in this tab alone. */
export function unfoldFor({ draft, opened }: Pick<DesignerValue, 'draft' | 'opened'>, ids: readonly string[]): void {
  const parents = parentsOf(draft.graph.get().groups)
  const closed = ids.flatMap((id) => groupsAround(parents, id)).filter((group) => isFolded(group, opened.get()))
  if (closed.length > 0) opened.set(new Set([...opened.get(), ...closed.map((group) => group.id)]))
}
