'use client'

import { useState } from 'react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Toaster } from 'sonner'
import { ApiError } from '@/components/ui/api-client'
import { TooltipProvider } from '@/components/ui/tooltip'

function client(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; only a lost connection or a fault of the studio is worth asking again.
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      },
    },
  })
}

/** What every page stands on: server state, tooltips and toasts. */
export function Providers({ children }: { children: React.ReactNode }) {
  const [queryClient] = useState(client)
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>{children}</TooltipProvider>
      <Toaster
        position="bottom-right"
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-[340px] items-start gap-2 rounded-md bg-raised p-3 text-base text-fg shadow-pop [&_[data-icon]]:mt-0.5',
            description: 'text-muted text-sm',
            actionButton: 'ml-auto shrink-0 rounded-sm px-2 py-0.5 text-link hover:bg-hover',
            error: 'text-failed',
          },
        }}
      />
    </QueryClientProvider>
  )
}
