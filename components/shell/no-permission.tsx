'use client'

import Link from 'next/link'
import { Lock } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page-header'
import { useWorkspace } from '@/components/ui/workspace-context'

/** Says which role one has, and who can change it. */
export function NoPermission() {
  const { slug, name, role } = useWorkspace()
  return (
    <Page>
      <EmptyState
        icon={Lock}
        title="Your role does not include this page"
        action={
          <>
            <Button asChild variant="primary">
              <Link href={`/w/${slug}`}>To the home page</Link>
            </Button>
            <Link className="link" href={`/w/${slug}/members`}>
              Who can change it
            </Link>
          </>
        }
      >
        You are {role} of “{name}”. An owner or admin can give you another role under Members.
      </EmptyState>
    </Page>
  )
}
