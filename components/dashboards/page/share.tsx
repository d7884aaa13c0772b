'use client'

import type { ReactNode } from 'react'
import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

export interface ShareProps {
  trigger: ReactNode
  id: string
  /** Filters as they stand in the address. */
  filters: Record<string, string | null>
  published: boolean
}

/** The address to send, with the filters as they are now, and what those see who open it. */
export function Share({ trigger, ...rest }: ShareProps) {
  return (
    <Popover>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" className="flex w-96 flex-col gap-3" aria-label="Share">
        <Address {...rest} />
      </PopoverContent>
    </Popover>
  )
}

function Address({ id, filters, published }: Omit<ShareProps, 'trigger'>) {
  const { slug, name } = useWorkspace()
  const canInvite = useCan('members.manage')
  const query = new URLSearchParams(Object.entries(filters).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
  const link = `${window.location.origin}/w/${slug}/dashboards/${id}${query.size > 0 ? `?${query}` : ''}`
  return (
    <>
      <h2 className="font-semibold">Share</h2>
      <div className="flex gap-2">
        <Input readOnly aria-label="Link" value={link} onFocus={(event) => event.target.select()} />
        <CopyButton text={link} label="Copy link" labelled size="md" variant="primary" />
      </div>
      <ul className="flex flex-col gap-1.5 text-sm text-muted">
        <li>Everybody in {name} can open it with these filters. Viewers read and filter it; they cannot change it.</li>
        {!published && <li className="text-warning">Nothing is published yet: others see an empty dashboard until you publish.</li>}
        {canInvite && (
          <li>
            Somebody who is not in the workspace:{' '}
            <Link href={`/w/${slug}/members`} className="link">
              invite them as a viewer
            </Link>
            .
          </li>
        )}
      </ul>
    </>
  )
}
