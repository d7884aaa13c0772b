import { useEffect, useSyncExternalStore } from 'react'
import { filledCount, onFilled, showOwn } from '@/lib/catalog'
import type { OwnVersion } from '@/lib/workspace-components/schema'

/**
 * Shows a workspace's own components on a page; what is needed for it is fetched only where there are any. The number
 * changes when they are there: what was drawn before did not know them.
 */
export function useOwnShown(rows: readonly OwnVersion[]): number {
  useEffect(() => {
    let there = true
    if (rows.length === 0) showOwn([], [])
    else void import('./own').then((module) => there && module.setOwn(rows)).catch(() => undefined)
    return () => {
      there = false
    }
  }, [rows])
  return useSyncExternalStore(onFilled, filledCount, () => 0)
}
