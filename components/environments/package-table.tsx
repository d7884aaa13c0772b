'use client'

import { useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { lockChanges, packagesOf } from '@/lib/environments/lock'
import type { EnvironmentView } from '@/lib/environments/schema'
import { environmentQuery } from './environment-queries'

const none = 'none'

/** The packages of a version, or how they differ from another's. */
export function PackageTable({ environment }: { environment: EnvironmentView }) {
  const others = environment.versions.filter(({ version, stage }) => version !== environment.version && stage === 'ready')
  const [compared, setCompared] = useState(none)
  const [query, setQuery] = useState('')
  return (
    <section aria-label="Packages" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto text-lg font-semibold">Packages</h2>
        {others.length > 0 && <Select size="sm" aria-label="Compare with" className="w-44" value={compared} onValueChange={setCompared} options={[{ value: none, label: 'All packages' }, ...others.map(({ version }) => ({ value: String(version), label: `Changes from version ${version}` }))]} />}
        <Input aria-label="Filter packages" placeholder="Filter packages" value={query} onChange={(event) => setQuery(event.target.value)} className="w-44" />
      </div>
      {compared === none ? <Packages lock={environment.lock} query={query} /> : <Changes environment={environment} before={Number(compared)} query={query} />}
    </section>
  )
}

function Packages({ lock, query }: { lock: string; query: string }) {
  const packages = useMemo(() => packagesOf(lock), [lock])
  const shown = packages.filter(({ name }) => name.includes(query.trim().toLowerCase()))
  return (
    <Table aria-label="Packages of this version" className="max-h-96">
      <thead>
        <tr>
          <Th>Package</Th>
          <Th>Version</Th>
          <Th className="max-sm:hidden">Only where</Th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, version, marker }) => (
          <Tr key={`${name} ${version} ${marker}`}>
            <Td className="font-medium">{name}</Td>
            <Td>{version}</Td>
            <Td className="font-mono text-sm text-muted max-sm:hidden" title={marker}>
              {marker}
            </Td>
          </Tr>
        ))}
        {shown.length === 0 && <Nothing columns={3}>No package is called so.</Nothing>}
      </tbody>
    </Table>
  )
}

function Changes({ environment, before, query }: { environment: EnvironmentView; before: number; query: string }) {
  const { slug } = useWorkspace()
  const { data } = useQuery(environmentQuery(slug, environment.name, before))
  if (!data) return <SkeletonRows rows={4} />
  const changes = lockChanges(data.lock, environment.lock).filter(({ name }) => name.includes(query.trim().toLowerCase()))
  return (
    <Table aria-label={`Changes from version ${before}`} className="max-h-96">
      <thead>
        <tr>
          <Th>Package</Th>
          <Th>Version {before}</Th>
          <Th>Version {environment.version}</Th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <Tr key={change.name}>
            <Td className="font-medium">{change.name}</Td>
            <Td className="text-muted">{change.before ?? 'not there'}</Td>
            <Td>{change.after ?? 'gone'}</Td>
          </Tr>
        ))}
        {changes.length === 0 && <Nothing columns={3}>The packages are the same.</Nothing>}
      </tbody>
    </Table>
  )
}

function Nothing({ columns, children }: { columns: number; children: React.ReactNode }) {
  return (
    <tr>
      <Td colSpan={columns} className="text-muted">
        {children}
      </Td>
    </tr>
  )
}
