import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { kindNames, labelingHref } from '../labeling-queries'
import { ProgressBar } from './progress-bar'

/** One line a project. */
export function ProjectTable({ workspace, projects }: { workspace: string; projects: ProjectView[] }) {
  const mayLabel = useCan('labeling.annotate')
  return (
    <Table aria-label="Labeling projects">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th className="w-56 max-sm:hidden">Done</Th>
          <Th numeric className="max-md:hidden">In review</Th>
          <Th className="max-md:hidden">Drawn</Th>
          <Th numeric className="max-lg:hidden">Labels</Th>
          <Th className="max-sm:hidden">Created</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <Tr key={project.id}>
            <Td className="max-w-72 max-sm:max-w-48 max-sm:py-1.5">
              <span className="flex items-center gap-2">
                <Link href={labelingHref(workspace, project.id)} className="truncate font-medium hover:text-link">
                  {project.name}
                </Link>
                {project.state === 'paused' && <Badge tone="warning">Paused</Badge>}
              </span>
              <span className="text-sm text-muted sm:hidden">
                {formatInteger(project.counts.done)} of {formatInteger(project.counts.images)} done
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <ProgressBar counts={project.counts} />
            </Td>
            <Td numeric className="max-md:hidden">{formatInteger(project.counts.review)}</Td>
            <Td className="max-w-56 text-muted max-md:hidden" title={project.kinds.map((kind) => kindNames[kind]).join(', ')}>
              {project.kinds.map((kind) => kindNames[kind]).join(', ')}
            </Td>
            <Td numeric className="max-lg:hidden">{formatInteger(project.labels.filter(({ deleted, mergedInto }) => !deleted && !mergedInto).length)}</Td>
            <Td className="text-muted max-sm:hidden">
              <RelativeTime at={project.createdAt} />
            </Td>
            <Td className="text-right">
              {mayLabel && project.state === 'active' && project.counts.open > 0 && (
                <Button size="sm" asChild>
                  <Link href={`${labelingHref(workspace, project.id)}/label`} aria-label={`Start labeling ${project.name}`}>
                    Start labeling
                  </Link>
                </Button>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
