'use client'

import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '@/components/ui/workspace-context'
import { ownListQuery } from './queries'

/** Keeps the page's knowledge of the workspace's own components at what others make of them meanwhile. */
export function OwnFollower() {
  const { slug } = useWorkspace()
  const { data } = useQuery({ ...ownListQuery(slug), staleTime: 30_000 })
  useEffect(() => {
    if (data && data.length > 0) void import('./own').then((module) => module.setOwn(data))
  }, [data])
  return null
}
