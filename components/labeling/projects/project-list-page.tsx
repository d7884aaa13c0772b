'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Tags } from 'lucide-react'
import Link from 'next/link'
import { useUrlState } from '@/components/runs/use-url-state'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingHref, projectsQuery } from '../labeling-queries'
import { ProjectTable } from './project-table'

/** The workspace's labeling projects. */
export function ProjectListPage({ initial }: { initial: ProjectView[] }) {
  const { slug } = useWorkspace()
  const mayManage = useCan('labeling.manage')
  const url = useUrlState()
  const { data, error } = useQuery({ ...projectsQuery(slug), initialData: initial })
  const archived = data.filter(({ state }) => state === 'archived')
  const show = url.get('show') === 'archived' && archived.length > 0 ? 'archived' : 'open'
  const shown = show === 'archived' ? archived : data.filter(({ state }) => state !== 'archived')
  return (
    <Page>
      <PageHeader
        title="Labeling"
        description={data.length === 0 ? undefined : `${formatCount(data.length, 'project')} in this workspace`}
        actions={
          mayManage && (
            <Button variant="primary" asChild>
              <Link href={`${labelingHref(slug)}/new`}>
                <Plus aria-hidden className="size-4" />
                New project
              </Link>
            </Button>
          )
        }
      />
      {error && <ErrorNote error={error} />}
      {archived.length > 0 && (
        <Segmented
          aria-label="Projects"
          value={show}
          onValueChange={(value) => url.set({ show: value === 'open' ? null : value })}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'archived', label: 'Archived' },
          ]}
          className="self-start"
        />
      )}
      {shown.length === 0 ? (
        <EmptyState
          icon={Tags}
          title="Projects in which people label images appear here"
          action={
            mayManage && (
              <Button variant="primary" asChild>
                <Link href={`${labelingHref(slug)}/new`}>New project</Link>
              </Button>
            )
          }
        >
          {mayManage ? 'Bring images, say what may be drawn and which labels there are; then everybody can begin.' : 'An author of this workspace can make one.'}
        </EmptyState>
      ) : (
        <ProjectTable workspace={slug} projects={shown} />
      )}
    </Page>
  )
}
