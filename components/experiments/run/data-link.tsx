'use client'

import Link from 'next/link'
import { useWorkspace } from '@/components/ui/workspace-context'

/** A dataset's name; where it is a data asset of the workspace, with a link to its version. */
export function DataLink({ name, sourceType, source }: { name: string; sourceType: string; source: string }) {
  const { slug } = useWorkspace()
  const version = sourceType === 'data asset' ? /"version":\s*(\d+)/.exec(source)?.[1] : undefined
  if (version === undefined) return name
  return (
    <Link className="hover:underline" href={`/w/${slug}/data/${encodeURIComponent(name)}?version=${version}`}>
      {name}, version {version}
    </Link>
  )
}
