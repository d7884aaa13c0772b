import { useEffect, useRef, useState } from 'react'

export interface KeptDraft<T> {
  value: T
  set: (change: Partial<T>) => void
  /** Whether what is shown was kept from an earlier visit. */
  restored: boolean
  /** Forgets what was kept; with `false` the page goes on showing it. */
  forget: (reset?: boolean) => void
}

/** A form whose entries stay in this browser until they are published, so that leaving the page loses nothing. */
export function useKeptDraft<T extends object>(key: string, initial: T): KeptDraft<T> {
  const [value, setValue] = useState(initial)
  const [restored, setRestored] = useState(false)
  const first = useRef(initial)
  useEffect(() => {
    try {
      const kept = localStorage.getItem(key)
      if (kept === null || kept === JSON.stringify(first.current)) return
      setValue({ ...first.current, ...(JSON.parse(kept) as T) })
      setRestored(true)
    } catch {
      // What cannot be read is as good as none.
    }
  }, [key])
  return {
    value,
    restored,
    set(change) {
      setValue((before) => {
        const next = { ...before, ...change }
        try {
          localStorage.setItem(key, JSON.stringify(next))
        } catch {
          // A full or closed storage: the page still has it.
        }
        return next
      })
    },
    forget(reset = true) {
      localStorage.removeItem(key)
      if (!reset) return
      setValue(first.current)
      setRestored(false)
    },
  }
}
