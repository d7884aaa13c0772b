'use client'

import { memo } from 'react'
import type { NodeProps } from '@xyflow/react'
import { useStore } from '../../draft/store'
import { lazyPart } from '@/components/ui/lazy-part'
import { useDesigner } from '../designer-context'
import type { FoldedNode as Folded, FrameNode as Frame, NoteNode as Note } from '../flow-elements'
import { markLooks } from './mark-colors'

/* Notes and groups are fetched when a canvas has any; until then, and from far away, their ground stands there. */
const NoteCard = lazyPart(() => import('./note-card').then((module) => module.NoteCard), { loading: ({ note }) => <Ground color={note.color} /> })
const FoldedCard = lazyPart(() => import('./folded-card').then((module) => module.FoldedCard), { loading: ({ data }) => <Ground color={data.group.color} /> })
// The card comes with the frame: its ports must be there when a frame becomes one.
const GroupFrame = lazyPart(() => import('./group-frame').then((module) => (FoldedCard.preload(), module.GroupFrame)), { loading: ({ group }) => <Ground color={group.color} faint /> })

export const markParts = [NoteCard, GroupFrame, FoldedCard]

export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<Note>) {
  const far = useStore(useDesigner().far)
  return far ? <Ground color={note.color} /> : <NoteCard note={note} selected={selected} />
})

export const FrameNode = memo(function FrameNode({ data: { group }, selected }: NodeProps<Frame>) {
  return <GroupFrame group={group} selected={selected} />
})

export const FoldedNode = memo(function FoldedNode({ data, selected }: NodeProps<Folded>) {
  return <FoldedCard data={data} selected={selected} />
})

function Ground({ color, faint }: { color: keyof typeof markLooks; faint?: boolean }) {
  const { soft, strong } = markLooks[color]
  return <div style={{ background: faint ? `color-mix(in srgb, ${soft} 55%, transparent)` : soft, borderColor: strong }} className="size-full rounded-md border" />
}
