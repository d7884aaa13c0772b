'use client'

import Link from 'next/link'
import { FileCode, FileInput } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

/** Ways to a component of one's own; the third, steps made into one, is on the canvas. */
export function NewComponent() {
  const { slug } = useWorkspace()
  if (!useCan('components.write')) return null
  return (
    <>
      <Button asChild icon={FileInput}>
        <Link href={`/w/${slug}/components/import`}>Import YAML</Link>
      </Button>
      <Button asChild variant="primary" icon={FileCode}>
        <Link href={`/w/${slug}/components/new`}>New Python component</Link>
      </Button>
    </>
  )
}
