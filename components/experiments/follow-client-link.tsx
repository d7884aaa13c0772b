'use client'

import { useEffect } from 'react'
import { useRouter } from 'next/navigation'
import { useWorkspace } from '@/components/ui/workspace-context'
import { pathOfHash } from './hash-address'

/** Leads from the home page to the run, experiment or model that a link printed by the MLflow client names. */
export function FollowClientLink() {
  const router = useRouter()
  const { slug } = useWorkspace()
  useEffect(() => {
    const path = pathOfHash(window.location.hash)
    if (path) router.replace(`/w/${slug}${path}`)
  }, [router, slug])
  return null
}
