'use client'

import { useRouter } from 'next/navigation'
import { Ellipsis, RotateCcw } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { HoverLink } from '@/components/ui/hover-link'
import { lateMenu } from '@/components/ui/late-menu'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardSummary } from '@/lib/dashboards/schema'
import type { DashboardMenuProps } from '../page/dashboard-menu'
import { useDashboardActions } from '../queries'

const Menu = lateMenu<DashboardMenuProps>(() => import('../page/dashboard-menu').then((module) => module.DashboardMenu))

export function DashboardsTable({ rows, deleted }: { rows: DashboardSummary[]; deleted: boolean }) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const canEdit = useCan('dashboards.write')
  const { restore } = useDashboardActions()
  return (
    <Table aria-label="Dashboards">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th numeric>Tiles</Th>
          <Th className="max-sm:hidden">Version</Th>
          <Th className="max-sm:hidden">Changed by</Th>
          <Th>{deleted ? 'Deleted' : 'Changed'}</Th>
          <Th className="w-8">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr
            key={row.id}
            className={deleted ? undefined : 'cursor-pointer'}
            onClick={(event) => {
              // Links and menus inside the row do their own thing.
              if (!deleted && event.target instanceof Element && !event.target.closest('a, button, [role="menuitem"]')) router.push(`/w/${slug}/dashboards/${row.id}`)
            }}
          >
            <Td className="max-sm:max-w-40">
              <span className="flex items-center gap-2">
                {deleted ? row.name : <HoverLink href={`/w/${slug}/dashboards/${row.id}`} className="truncate font-medium hover:underline">{row.name}</HoverLink>}
                {row.home && <Badge tone="accent">{row.home === 'me' ? 'my home' : 'home'}</Badge>}
              </span>
            </Td>
            <Td numeric>{row.tiles}</Td>
            <Td className="max-sm:hidden">{row.version === null ? <span className="text-faint">not published</span> : row.version}</Td>
            <Td className="max-sm:hidden">{row.updatedBy}</Td>
            <Td className="text-muted">
              <RelativeTime at={row.deletedAt ?? row.updatedAt} />
            </Td>
            <Td className="px-1">
              {deleted ? (
                canEdit && <Button size="sm" variant="ghost" icon={RotateCcw} aria-label={`Restore ${row.name}`} onClick={() => restore.mutate(row.id)} />
              ) : (
                <Menu dashboard={row}>
                  <Button size="sm" variant="ghost" icon={Ellipsis} aria-label={`More about ${row.name}`} />
                </Menu>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
