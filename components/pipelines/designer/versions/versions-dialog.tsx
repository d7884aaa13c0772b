'use client'

import '@/lib/catalog/everything'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useDesigner } from '../designer-context'
import { PublishForm } from './publish-form'
import { useVersions } from './use-versions'
import { VersionChanges } from './version-changes'
import { VersionList } from './version-list'

/** Publishes the draft; shows what was published before, how it differs, and brings it back. */
export function VersionsDialog() {
  const { panel, canEdit } = useDesigner()
  return (
    <Dialog open onOpenChange={(open) => !open && panel.set(null)}>
      <DialogContent title="Versions" description="A published version stays as it is, however the draft goes on." width={760} className="flex flex-col gap-4">
        {canEdit && <PublishForm />}
        <Published />
      </DialogContent>
    </Dialog>
  )
}

function Published() {
  const { data: versions, error, refetch } = useVersions()
  const [picked, setPicked] = useState<number>()
  if (error) {
    return (
      <ErrorNote
        error={error}
        action={
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      />
    )
  }
  if (!versions) return <SkeletonRows rows={4} />
  const chosen = versions.find((version) => version.version === picked) ?? versions[0]
  if (!chosen) return <p className="text-muted">Nothing is published yet. Publish the draft to keep a state that you can compare with and come back to.</p>
  return (
    <div className="grid gap-4 sm:grid-cols-[240px_1fr]">
      <VersionList versions={versions} chosen={chosen.version} onChoose={setPicked} />
      <VersionChanges key={chosen.version} version={chosen.version} versions={versions} />
    </div>
  )
}
