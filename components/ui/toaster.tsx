'use client'

import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { drainToasts } from './toast'

export function Toaster() {
  useEffect(() => drainToasts(({ message, tone, action }) => (tone === 'error' ? toast.error(message, { action }) : toast(message, { action }))), [])
  return (
    <Sonner
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-[340px] items-start gap-2 rounded-md bg-raised p-3 text-base text-fg shadow-pop [&_[data-icon]]:mt-0.5',
          description: 'text-muted text-sm',
          actionButton: 'ml-auto shrink-0 rounded-sm px-2 py-0.5 text-link hover:bg-hover',
          error: 'text-failed',
        },
      }}
    />
  )
}
