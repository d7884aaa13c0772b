'use client'

import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { Button } from './button'
import { tellUnloaded } from './unloaded'

export interface LazyPart<P> {
  (props: P): ReactNode
  /** Fetches the part ahead of its use; a failure is told only where it is used. */
  preload(): void
}

export interface LazyOptions<P> {
  /** What stands there while it loads; nothing, if left out. */
  loading?: (props: P) => ReactNode
  /**
   * What stands there when it cannot be loaded. If left out: a sentence and a button where something stands while it loads, so that
   * the part has a place of its own; else nothing, and the page's one notice tells of it.
   */
  failed?: (props: P) => ReactNode
}

/**
 * A component that is fetched when it is first drawn. Where that fails (no network), its own place or the page's notice says so,
 * and it is fetched again once there is a network: the page around it, with unsaved work in it, goes on.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>, options: LazyOptions<P> = {}): LazyPart<P> {
  let part: ComponentType<P> | undefined
  let pending: Promise<void> | undefined
  const fetchPart = (): Promise<void> =>
    (pending ??= load().then(
      (loaded) => void (part = loaded),
      (error: unknown) => {
        pending = undefined
        throw error
      },
    ))

  function Lazy(props: P) {
    const [state, setState] = useState<'loading' | 'ready' | 'failed'>(part ? 'ready' : 'loading')
    useEffect(() => {
      if (state !== 'loading') return
      let there = true
      fetchPart().then(
        () => there && setState('ready'),
        () => there && setState('failed'),
      )
      return () => void (there = false)
    }, [state])
    useEffect(() => {
      if (state !== 'failed') return
      const again = () => setState('loading')
      if (!options.loading && !options.failed) return tellUnloaded(again)
      window.addEventListener('online', again)
      return () => window.removeEventListener('online', again)
    }, [state])
    if (part) {
      const Part = part
      return <Part {...props} />
    }
    if (state === 'failed' && options.failed) return options.failed(props)
    if (state === 'failed' && options.loading) return <Failed onRetry={() => setState('loading')} />
    return options.loading?.(props) ?? null
  }
  Lazy.preload = () => void fetchPart().catch(() => undefined)
  return Lazy
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 p-3 text-sm">
      <span className="text-muted">This part could not be loaded. Your work is safe.</span>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
