'use client'

import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { AssetView } from '@/lib/data/schema'
import { dataHref, dataKey, dataPath } from '../data-queries'
import { EditDialog } from './edit-dialog'

/** What can be done to an asset, by those who may. */
export function DataActions({ asset }: { asset: AssetView }) {
  const { slug } = useWorkspace()
  const mayWrite = useCan('data.write')
  const mayDelete = useCan('data.delete')
  const api = useApi()
  const client = useQueryClient()
  const router = useRouter()
  const [editing, setEditing] = useState(false)
  const [deleting, setDeleting] = useState(false)
  if (!mayWrite && !mayDelete) return null
  async function remove() {
    await api.delete(dataPath(asset.name))
    router.push(dataHref(slug))
    client.removeQueries({ queryKey: [...dataKey(slug), 'one', asset.name] })
    await client.invalidateQueries({ queryKey: dataKey(slug) })
  }
  return (
    <>
      {mayWrite && (
        <Button asChild>
          <Link href={`${dataHref(slug)}/new?name=${encodeURIComponent(asset.name)}`}>
            <Plus aria-hidden className="size-4" />
            Add version
          </Link>
        </Button>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" icon={Ellipsis} aria-label="More actions" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayWrite && (
            <DropdownMenuItem icon={Pencil} onSelect={() => setEditing(true)}>
              Rename or describe
            </DropdownMenuItem>
          )}
          {mayDelete && (
            <DropdownMenuItem icon={Trash2} danger onSelect={() => setDeleting(true)}>
              Delete
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {editing && <EditDialog asset={asset} onClose={() => setEditing(false)} />}
      <Confirm open={deleting} onOpenChange={setDeleting} title={`Delete ${asset.name}?`} action="Delete data" onConfirm={remove}>
        All {asset.versions.length > 1 ? `${asset.versions.length} versions leave` : 'of it leaves'} the list, and its name becomes free. Runs that read it keep their results; pipelines that import it report a problem until you choose other data.
      </Confirm>
    </>
  )
}
