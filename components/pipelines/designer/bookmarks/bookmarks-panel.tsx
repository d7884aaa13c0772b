'use client'

import { useEffect, useRef } from 'react'
import { BookmarkPlus, CornerDownLeft, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import type { GraphBookmark } from '@/lib/graph/marks'
import { forgetView, nameView } from '../../actions/edit-bookmarks'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { useCommands } from '../hooks/use-commands'

const none: readonly GraphBookmark[] = []

/** The kept views: go there, name, keep another, forget. */
export function BookmarksPanel() {
  const { draft, panel, canEdit } = useDesigner()
  const commands = useCommands()
  const box = useRef<HTMLDivElement>(null)
  const bookmarks = useStore(draft.graph, (graph) => graph.bookmarks ?? none)
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((slot) => !bookmarks.some((bookmark) => bookmark.slot === slot))
  useEffect(() => box.current?.querySelector<HTMLElement>('button, input')?.focus(), [])
  const close = () => {
    panel.set(null)
    document.querySelector<HTMLElement>('[aria-label="Kept views"]')?.focus()
  }
  return (
    <section
      ref={box}
      aria-label="Views"
      className="absolute bottom-14 left-4 z-20 flex w-72 flex-col gap-1 rounded-md bg-raised p-2 shadow-pop"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
    >
      <header className="flex items-center justify-between pl-1">
        <h2 className="font-medium">Views</h2>
        <Button variant="ghost" size="sm" icon={X} aria-label="Close" title="Esc" onClick={close} />
      </header>
      {bookmarks.map((bookmark) => (
        <Row key={bookmark.slot} bookmark={bookmark} onGo={() => commands.goToView(bookmark.slot)} />
      ))}
      {bookmarks.length === 0 && <p className="px-1 text-sm text-muted">{canEdit ? 'Keep what you see now under a digit, and press it to come back. Everyone who opens this pipeline has the same views.' : 'Nobody has kept a view of this pipeline yet.'}</p>}
      {canEdit && free !== undefined && (
        <Button size="sm" icon={BookmarkPlus} className="mt-1 self-start" onClick={() => commands.keepView(free)}>
          Keep this view as {free}
        </Button>
      )}
    </section>
  )
}

function Row({ bookmark: { slot, name }, onGo }: { bookmark: GraphBookmark; onGo: () => void }) {
  const { draft, canEdit } = useDesigner()
  return (
    <div className="flex items-center gap-1.5">
      <Kbd>{String(slot)}</Kbd>
      <Input
        key={name}
        aria-label={`Name of view ${slot}`}
        placeholder={`View ${slot}`}
        className="h-7 min-w-0 flex-1"
        defaultValue={name}
        maxLength={100}
        disabled={!canEdit}
        onBlur={(event) => nameView(draft, slot, event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <Button variant="ghost" size="sm" icon={CornerDownLeft} aria-label={`Go to view ${slot}`} onClick={onGo} />
      {canEdit && <Button variant="ghost" size="sm" icon={Trash2} aria-label={`Forget view ${slot}`} onClick={() => forgetView(draft, slot)} />}
    </div>
  )
}
