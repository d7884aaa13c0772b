'use client'

import { Crumb } from '@/components/shell/crumb'
import { lazyPart } from '@/components/pipelines/lazy-part'
import type { ProjectView } from '@/lib/labeling/schema'
import type { Answer } from './page/answer'
import type { WorkspaceProps } from './workspace'

// The canvas is fetched with this page alone.
const LateWorkspace = lazyPart<WorkspaceProps>(() => import('./workspace').then(({ Workspace }) => Workspace), {
  loading: () => <div aria-busy className="flex-1" />,
})

export function LabelPage({ project, task, answer }: { project: ProjectView; task?: string; answer?: Answer }) {
  return (
    <>
      <Crumb label={project.name} />
      <LateWorkspace key={`${project.id} ${answer ? task : ''}`} project={project} task={task} answer={answer} />
    </>
  )
}
