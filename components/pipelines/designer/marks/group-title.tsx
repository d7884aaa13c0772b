'use client'

import { useEffect, useRef } from 'react'
import type { GraphGroup } from '@/lib/graph/marks'
import { nameGroup } from '../../actions/group-steps'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'

/** A group's title, which becomes a field on double-click or F2. */
export function GroupTitle({ group }: { group: GraphGroup }) {
  const { panel, canEdit } = useDesigner()
  const editing = useStore(panel, (open) => open?.kind === 'rename' && open.node === group.id)
  if (editing) return <TitleInput group={group} />
  return (
    <span className="min-w-0 flex-1 truncate font-medium" onDoubleClick={canEdit ? () => panel.set({ kind: 'rename', node: group.id }) : undefined}>
      {group.title || 'Group'}
    </span>
  )
}

function TitleInput({ group }: { group: GraphGroup }) {
  const { panel, draft } = useDesigner()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const close = (save: boolean) => {
    if (save) nameGroup(draft, group.id, input.current?.value ?? '')
    panel.set(null)
  }
  return (
    <input
      ref={input}
      defaultValue={group.title}
      placeholder="Group"
      aria-label="Title of the group"
      maxLength={200}
      className="nodrag nopan -mx-1 h-6 min-w-0 flex-1 rounded-sm bg-surface px-1 outline-2 outline-ring"
      onBlur={() => panel.get()?.kind === 'rename' && close(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        close(event.key === 'Enter')
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(group.id)}"]`)?.focus({ preventScroll: true })
      }}
    />
  )
}
