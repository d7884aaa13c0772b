'use client'

import type { GraphGroup } from '@/lib/graph/marks'
import { nameGroup } from '../../actions/group-steps'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { InlineName } from '../inline-name'

/** A group's title, which becomes a field on double-click or F2. */
export function GroupTitle({ group }: { group: GraphGroup }) {
  const { panel, canEdit, draft } = useDesigner()
  const editing = useStore(panel, (open) => open?.kind === 'rename' && open.node === group.id)
  if (editing) return <InlineName node={group.id} value={group.title} placeholder="Group" label="Title of the group" className="h-6 min-w-0 flex-1" onSave={(title) => nameGroup(draft, group.id, title)} />
  return (
    <span className="min-w-0 flex-1 truncate font-medium" onDoubleClick={canEdit ? () => panel.set({ kind: 'rename', node: group.id }) : undefined}>
      {group.title || 'Group'}
    </span>
  )
}
