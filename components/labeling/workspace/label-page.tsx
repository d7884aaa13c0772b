'use client'

import { useEffect, useMemo } from 'react'
import { Crumb } from '@/components/shell/crumb'
import { lazyPart } from '@/components/ui/lazy-part'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import type { Answer } from './page/answer'
import { FirstClaim } from './page/first-claim'
import type { WorkspaceProps } from './workspace'

// The canvas is fetched with this page alone, at once; it is drawn only when what the server has drawn is alive.
const load = () => import('./workspace').then(({ Workspace }) => Workspace)
const LateWorkspace = lazyPart<WorkspaceProps>(load, {
  loading: () => <div aria-busy className="flex-1" />,
})
if (typeof window !== 'undefined') void load().catch(() => undefined)

export function LabelPage({ project, task, answer }: { project: ProjectView; task?: string; answer?: Answer }) {
  const { slug } = useWorkspace()
  const first = useMemo(() => (task === undefined ? new FirstClaim(slug, project.id) : undefined), [slug, project.id, task])
  useEffect(() => {
    first?.begin()
    return () => first?.forget()
  }, [first])
  return (
    <>
      <Crumb label={project.name} />
      <LateWorkspace key={`${project.id} ${answer ? task : ''}`} project={project} task={task} answer={answer} first={first} />
    </>
  )
}
