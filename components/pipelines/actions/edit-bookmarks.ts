import { bookmarksOf } from '@/lib/drafts/marks'
import type { GraphBookmark } from '@/lib/graph/marks'
import type { Draft } from '../draft/draft'

/** Keeps a view under its digit; the name of one that was there stays. */
export function keepView(draft: Draft, { slot, ...view }: Omit<GraphBookmark, 'name'>): void {
  const name = bookmarkAt(draft, slot)?.name ?? ''
  draft.change(`keep view ${slot}`, (doc) => void bookmarksOf(doc).set(String(slot), { name, ...view }))
}

export function nameView(draft: Draft, slot: number, name: string): void {
  const bookmark = bookmarkAt(draft, slot)
  const text = name.trim().slice(0, 100)
  if (!bookmark || bookmark.name === text) return
  const { x, y, zoom } = bookmark
  draft.change(`name view ${slot}`, (doc) => void bookmarksOf(doc).set(String(slot), { name: text, x, y, zoom }))
}

export function forgetView(draft: Draft, slot: number): void {
  if (bookmarkAt(draft, slot)) draft.change(`forget view ${slot}`, (doc) => void bookmarksOf(doc).delete(String(slot)))
}

export function bookmarkAt(draft: Draft, slot: number): GraphBookmark | undefined {
  return draft.graph.get().bookmarks?.find((bookmark) => bookmark.slot === slot)
}
