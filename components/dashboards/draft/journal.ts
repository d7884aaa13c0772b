import type { DashboardContent } from '@/lib/dashboards/schema'

/** Edits that the studio may not have yet: what they began with and what they made of it. */
export interface Unsaved {
  base: DashboardContent
  mine: DashboardContent
}

export interface Journal {
  /** Null: the studio has everything. */
  write(unsaved: Unsaved | null): void
  /** What earlier visits and other tabs have left, and how to forget it once it is taken up. */
  left(): { unsaved: Unsaved; forget: () => void }[]
}

/** Kept in this browser, each tab and person apart. Where the browser keeps nothing, edits are in memory until they are sent. */
export function browserJournal(place: { workspace: string; person: string; dashboard: string }, storage: Storage = localStorage, tab: string = crypto.randomUUID()): Journal {
  const prefix = `atelier-dashboard:${place.workspace}:${place.person}:${place.dashboard}:`
  return {
    write(unsaved) {
      try {
        if (unsaved) storage.setItem(prefix + tab, JSON.stringify(unsaved))
        else storage.removeItem(prefix + tab)
      } catch {
        // Full, or not allowed: the edit is still sent at once.
      }
    },
    left() {
      const found: ReturnType<Journal['left']> = []
      try {
        const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index)!).filter((key) => key.startsWith(prefix) && key !== prefix + tab)
        for (const key of keys) {
          const unsaved = JSON.parse(storage.getItem(key) ?? 'null') as Unsaved | null
          if (unsaved?.base?.tiles && unsaved.mine?.tiles) found.push({ unsaved, forget: () => storage.removeItem(key) })
        }
      } catch {
        // Nothing that can be read.
      }
      return found
    },
  }
}
