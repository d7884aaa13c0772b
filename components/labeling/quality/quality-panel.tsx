'use client'

import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { qualityQuery } from '../labeling-queries'
import { AgreementNumbers } from './agreement-numbers'
import { Confusion } from './confusion'
import { EvidenceList } from './evidence-list'
import { LabelTable } from './label-table'
import { PairTable } from './pair-table'
import { PeopleQuality } from './people-quality'
import { lookToUrl, readLook, type Look } from './prepare-quality'

/** How far people agree, how good each is, and the images behind every number. */
export function QualityPanel({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const { data, error } = useQuery(qualityQuery(slug, project.id))
  if (error) return <ErrorNote error={error} />
  if (!data) return <SkeletonRows rows={8} />
  const look = readLook(url.get)
  const show = (next: Partial<Look>) => {
    url.set(lookToUrl(next))
    document.getElementById('quality-images')?.scrollIntoView({ block: 'start' })
  }
  const none = data.agreement.pairs === 0 && data.people.length === 0
  if (none)
    return (
      <EmptyState icon={Users} title="Nobody has labeled an image yet">
        Agreement is measured where two people or more label the same images (“People for each image” in the settings), and accuracy where images have a known answer or are reviewed.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-8">
      <AgreementNumbers report={data} project={project} show={show} />
      {data.people.length > 0 && <PeopleQuality report={data} project={project} show={show} />}
      {data.pairs.length > 0 && (
        <>
          <div className="grid grid-cols-2 items-start gap-6 max-lg:grid-cols-1">
            <LabelTable report={data} project={project} show={show} />
            <PairTable report={data} show={show} />
          </div>
          <Confusion report={data} project={project} show={show} />
        </>
      )}
      <EvidenceList report={data} project={project} look={look} show={(next) => url.set(lookToUrl(next))} />
    </div>
  )
}
