'use client'

import { CloudOff } from 'lucide-react'
import { Button } from './button'
import { retryUnloaded, useUnloaded } from './unloaded'

/** One line over the page, for all of its parts that could not be fetched: nothing moves for it. */
export function PartsNotice() {
  const missing = useUnloaded()
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-3 z-50 flex justify-center px-3">
      {missing > 0 && (
        <p className="pointer-events-auto flex max-w-full items-center gap-2 rounded-md bg-raised py-1 pr-1 pl-3 text-sm shadow-pop">
          <CloudOff aria-hidden className="size-3.5 shrink-0 text-warning" />
          What you opened could not be loaded. It comes by itself once there is a connection; your work is safe.
          <Button size="sm" variant="ghost" onClick={retryUnloaded}>
            Try again
          </Button>
        </p>
      )}
    </div>
  )
}
