'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  /** All that fit the filter, also those that are not loaded. */
  all: boolean
}

const none: Selection = { ids: new Set(), all: false }

/** Which rows are chosen. With shift, all rows between the last press and this one. `scope` names what is listed: another list has nothing chosen. */
export function useSelection(scope: string) {
  const [selection, setSelection] = useState(none)
  const last = useRef<string | null>(null)
  useEffect(() => {
    setSelection(none)
    last.current = null
  }, [scope])
  const toggle = useCallback((id: string, on: boolean, listed: readonly string[], shift: boolean) => {
    const from = shift && last.current !== null ? listed.indexOf(last.current) : -1
    const to = listed.indexOf(id)
    const span = from < 0 ? [id] : listed.slice(Math.min(from, to), Math.max(from, to) + 1)
    last.current = id
    setSelection((old) => {
      const ids = new Set(old.all ? listed : old.ids)
      for (const one of span) {
        if (on) ids.add(one)
        else ids.delete(one)
      }
      return { ids, all: false }
    })
  }, [])
  const choose = useCallback((ids: Iterable<string>, all = false) => setSelection({ ids: new Set(ids), all }), [])
  return useMemo(() => ({ selection, toggle, choose, clear: () => setSelection(none) }), [selection, toggle, choose])
}
