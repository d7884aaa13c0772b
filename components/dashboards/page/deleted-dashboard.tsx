'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page-header'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { useDashboardActions } from '../queries'

/** In place of a dashboard in the trash. */
export function DeletedDashboard({ id }: { id: string }) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const canEdit = useCan('dashboards.write')
  const { restore } = useDashboardActions()
  return (
    <Page>
      <EmptyState
        level={1}
        icon={Trash2}
        title="This dashboard was deleted"
        action={
          <>
            {canEdit && (
              <Button variant="primary" busy={restore.isPending} onClick={() => restore.mutate(id, { onSuccess: () => router.refresh() })}>
                Restore it
              </Button>
            )}
            <Link href={`/w/${slug}/dashboards`} className="link">
              All dashboards
            </Link>
          </>
        }
      >
        {canEdit ? 'With its draft and all its versions.' : 'Somebody who may edit dashboards can restore it.'}
      </EmptyState>
    </Page>
  )
}
