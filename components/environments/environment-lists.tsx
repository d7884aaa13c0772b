'use client'

import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status, type StatusName } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentView } from '@/lib/environments/schema'

/** The versions, newest first; each has a page of its own. */
export function VersionList({ environment: { name, version: shown, versions } }: { environment: EnvironmentView }) {
  const { slug } = useWorkspace()
  return (
    <section aria-label="Versions" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">Versions</h2>
      <ul className="flex flex-col gap-1">
        {versions.map(({ version, stage, note, createdBy, createdAt }) => (
          <li key={version} className="flex flex-wrap items-baseline gap-x-2">
            {version === shown ? (
              <span aria-current="true" className="font-medium">
                Version {version}
              </span>
            ) : (
              <Link href={`/w/${slug}/environments/${name}@${version}`} className="font-medium text-link hover:underline">
                Version {version}
              </Link>
            )}
            <span className="text-sm text-muted">
              {stage !== 'ready' && `${stage}, `}
              {createdBy} {createdAt && <RelativeTime at={createdAt} />}
            </span>
            {note && <span className="w-full text-sm text-muted">{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The latest runs with a step in this version. */
export function RunList({ runs }: { runs: EnvironmentView['runs'] }) {
  const { slug } = useWorkspace()
  return (
    <section aria-label="Runs" className="flex min-w-0 flex-col gap-2">
      <h2 className="text-lg font-semibold">Runs that used it</h2>
      {runs.length === 0 ? (
        <p className="text-muted">No run of this workspace has used this version.</p>
      ) : (
        <Table aria-label="Runs that used it" className="max-h-80">
          <thead>
            <tr>
              <Th>Run</Th>
              <Th>State</Th>
              <Th>Submitted</Th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <Tr key={run.id} className="relative">
                <Td>
                  <Link href={`/w/${slug}/runs/${run.id}`} className="font-medium after:absolute after:inset-0 hover:text-link">
                    {run.name}
                  </Link>{' '}
                  <span className="text-muted">run {run.number}</span>
                </Td>
                <Td>
                  <Status plain status={run.state as StatusName} />
                </Td>
                <Td className="text-muted">
                  <RelativeTime at={run.createdAt} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}
