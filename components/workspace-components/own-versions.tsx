'use client'

import { useState } from 'react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { ChangeList } from '@/components/pipelines/designer/versions/change-list'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { declarationChanges } from '@/lib/workspace-components/changes'
import type { OwnView } from '@/lib/workspace-components/schema'
import { ownQuery } from './queries'

const SourceDiff = dynamic(() => import('./source-diff').then((module) => module.SourceDiff), { ssr: false, loading: () => <SkeletonRows rows={6} /> })

/** The versions of a component, and what is different between two of them. */
export function OwnVersions({ component }: { component: OwnView }) {
  const { slug } = useWorkspace()
  const { versions } = component
  const [pair, setPair] = useState<[number, number]>([versions[1]?.version ?? 1, versions[0]!.version])
  const options = versions.map(({ version }) => ({ value: String(version), label: `version ${version}` }))
  return (
    <section aria-labelledby="versions" className="flex min-w-0 flex-col gap-3">
      <h2 id="versions" className="text-lg font-semibold">
        Versions
      </h2>
      <Table aria-label="Versions">
        <thead>
          <tr>
            <Th>Version</Th>
            <Th>What is new</Th>
            <Th>By</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, note, createdBy, createdAt }) => (
            <Tr key={version}>
              <Td>
                <Link className="link" href={`/w/${slug}/components/${component.id}@${version}`}>
                  {version}
                </Link>
              </Td>
              <Td>{note || <span className="text-faint">–</span>}</Td>
              <Td className="text-muted">{createdBy ?? 'somebody who is gone'}</Td>
              <Td className="text-muted">
                <RelativeTime at={createdAt} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {versions.length > 1 && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-muted">Changed from</span>
            <Select size="sm" className="w-32" aria-label="From version" value={String(pair[0])} onValueChange={(from) => setPair([Number(from), pair[1]])} options={options} />
            <span className="text-muted">to</span>
            <Select size="sm" className="w-32" aria-label="To version" value={String(pair[1])} onValueChange={(to) => setPair([pair[0], Number(to)])} options={options} />
          </div>
          <Changes id={component.id} from={pair[0]} to={pair[1]} />
        </>
      )}
    </section>
  )
}

function Changes({ id, from, to }: { id: string; from: number; to: number }) {
  const { slug } = useWorkspace()
  const before = useQuery({ ...ownQuery(slug, id, from), staleTime: Infinity })
  const after = useQuery({ ...ownQuery(slug, id, to), staleTime: Infinity })
  const error = before.error ?? after.error
  if (error) return <ErrorNote error={error} />
  if (!before.data || !after.data) return <SkeletonRows rows={3} />
  const python = before.data.kind === 'python'
  const changes = declarationChanges(before.data.declaration, after.data.declaration)
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {python && changes.length === 0 ? <p className="text-muted">Its ports and parameters are the same.</p> : <ChangeList changes={changes} />}
      {python && before.data.source !== after.data.source && <SourceDiff before={before.data.source} after={after.data.source} />}
      {python && before.data.source === after.data.source && <p className="text-muted">The code is the same.</p>}
    </div>
  )
}
