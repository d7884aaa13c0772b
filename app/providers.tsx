'use client'

import { useState } from 'react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ApiError } from '@/components/ui/api-client'
import { Toasts } from '@/components/ui/toast'
import { TooltipHost } from '@/components/ui/tooltip'

function client(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // Without a network the browser's own answer is known at once; a page that waits for one would look up to date.
        networkMode: 'always',
        refetchOnReconnect: true,
        // A refusal stays a refusal; only a lost connection or a fault of the studio is worth asking again.
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** What every page stands on: server state, tooltips and toasts. */
export function Providers({ children }: { children: React.ReactNode }) {
  const [queryClient] = useState(client)
  return (
    <QueryClientProvider client={queryClient}>
      {children}
      <TooltipHost />
      <Toasts />
    </QueryClientProvider>
  )
}
