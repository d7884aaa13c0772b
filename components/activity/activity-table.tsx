import Link from 'next/link'
import { Bot, Server, Terminal, User, type LucideIcon } from 'lucide-react'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ActivityView } from '@/lib/activity/list'
import { detailWords, objectHref, verb } from './words'

const actors: Record<ActivityView['actor']['kind'], LucideIcon> = { user: User, token: Terminal, agent: Server, system: Bot }

/** Who did what to which object, newest first. */
export function ActivityTable({ workspace, rows }: { workspace: string; rows: ActivityView[] }) {
  return (
    <Table aria-label="Activity">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>Object</Th>
          <Th className="max-sm:hidden">Details</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const Icon = actors[row.actor.kind]
          // What is gone has no page any more.
          const href = row.action.endsWith('.deleted') ? null : objectHref(workspace, row.object)
          const name = row.object.name || row.object.id || ''
          const details = detailWords(row.details)
          return (
            <Tr key={row.id}>
              <Td className="w-28 text-muted">
                <RelativeTime at={row.at} />
              </Td>
              <Td>
                <span className="flex items-center gap-1.5">
                  <Icon aria-label={row.actor.kind} className="size-3.5 shrink-0 text-muted" />
                  <span className="truncate">{row.actor.name}</span>
                </span>
              </Td>
              <Td className="whitespace-nowrap">{verb(row.action)}</Td>
              <Td className="max-w-72">
                <span className="text-muted">{row.object.kind} </span>
                {href ? (
                  <Link href={href} className="link">
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </Td>
              <Td className="text-muted max-sm:hidden" title={details}>
                {details}
              </Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}
