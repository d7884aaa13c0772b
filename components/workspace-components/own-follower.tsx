'use client'

import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { OwnVersion } from '@/lib/workspace-components/schema'
import { useAwake } from '@/components/pipelines/use-awake'
import { ownListQuery } from './queries'

/**
 * Makes the workspace's own components whole with the first sign that somebody works here, and keeps the page's knowledge
 * of them at what others make of them meanwhile.
 */
export function OwnFollower({ own }: { own: OwnVersion[] }) {
  const { slug } = useWorkspace()
  const awake = useAwake()
  const { data = own } = useQuery({ ...ownListQuery(slug), staleTime: 30_000, enabled: awake })
  useEffect(() => {
    if (awake && data.length > 0) void import('./own').then((module) => module.setOwn(data)).catch(() => undefined)
  }, [awake, data])
  return null
}
