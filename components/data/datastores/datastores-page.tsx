'use client'

import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { DatabaseZap, Plus } from 'lucide-react'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DatastoreView } from '@/lib/datastores/schema'
import { DatastoreForm } from './datastore-form'
import { datastoresKey, datastoresQuery } from './datastore-queries'

const tlsWords = { verify: 'encrypted, certificate checked', require: 'encrypted', off: 'not encrypted' } as const

/** The databases that the workspace's steps can read. */
export function DatastoresPage({ initial }: { initial: DatastoreView[] }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const client = useQueryClient()
  const mayManage = useCan('datastores.manage')
  const { data, error } = useQuery({ ...datastoresQuery(slug), initialData: initial })
  const [editing, setEditing] = useState<DatastoreView | 'new' | null>(null)
  const [deleting, setDeleting] = useState<DatastoreView | null>(null)
  const add = mayManage && (
    <Button variant="primary" icon={Plus} onClick={() => setEditing('new')}>
      Add datastore
    </Button>
  )
  return (
    <Page>
      <Crumb label="Datastores" />
      <PageHeader title="Datastores" description="Databases that steps read from. Passwords are encrypted on the studio and are in no pipeline, export or log." actions={data.length > 0 && add} />
      {error && <ErrorNote error={error} />}
      {data.length === 0 ? (
        <EmptyState icon={DatabaseZap} title="Databases that you add appear here" action={add}>
          {mayManage ? 'The step “Read from PostgreSQL” then reads their tables, or what a query gives.' : 'An owner or admin of this workspace can add some.'}
        </EmptyState>
      ) : (
        <Table aria-label="Datastores">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Database</Th>
              <Th className="max-md:hidden">User</Th>
              <Th className="max-md:hidden">Connection</Th>
              <Th className="max-sm:hidden">Changed</Th>
              {mayManage && <Th className="text-right">Actions</Th>}
            </tr>
          </thead>
          <tbody>
            {data.map((datastore) => (
              <Tr key={datastore.name}>
                <Td className="font-medium">{datastore.name}</Td>
                <Td>
                  {datastore.database} at {datastore.host}
                  {datastore.port === 5432 ? '' : `:${datastore.port}`}
                </Td>
                <Td className="text-muted max-md:hidden">{datastore.username}</Td>
                <Td className="text-muted max-md:hidden">{tlsWords[datastore.tls]}</Td>
                <Td className="text-muted max-sm:hidden">
                  <RelativeTime at={datastore.updatedAt} />
                </Td>
                {mayManage && (
                  <Td className="text-right">
                    <Button size="sm" variant="ghost" aria-label={`Change ${datastore.name}`} onClick={() => setEditing(datastore)}>
                      Change
                    </Button>
                    <Button size="sm" variant="ghost" aria-label={`Remove ${datastore.name}`} onClick={() => setDeleting(datastore)}>
                      Remove
                    </Button>
                  </Td>
                )}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {editing && <DatastoreForm datastore={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <Confirm
        open={deleting !== null}
        onOpenChange={(open) => !open && setDeleting(null)}
        title={`Remove ${deleting?.name ?? ''}?`}
        action="Remove datastore"
        onConfirm={async () => {
          await api.delete(`/datastores/${encodeURIComponent(deleting!.name)}`)
          await client.invalidateQueries({ queryKey: datastoresKey(slug) })
          setDeleting(null)
        }}
      >
        Its password is forgotten. Steps that read from it fail until one of that name is there again; the database itself is not touched.
      </Confirm>
    </Page>
  )
}
