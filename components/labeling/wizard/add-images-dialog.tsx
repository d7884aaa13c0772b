'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingKey } from '../labeling-queries'
import { ChooseFiles } from './choose-files'
import { newFrameChoice, sendImages, type Sending } from './send-images'
import { SendingNote } from './sending-note'
import { VideoFrames } from './video-frames'

/** Sends further images into a project. */
export function AddImagesDialog({ project, onOpenChange }: { project: ProjectView; onOpenChange: (open: boolean) => void }) {
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const [frames, setFrames] = useState(newFrameChoice)
  const [sending, setSending] = useState<Sending | null>(null)
  const [busy, setBusy] = useState(false)
  async function send() {
    setBusy(true)
    await sendImages(slug, project.id, { files, frames }, setSending)
    await client.invalidateQueries({ queryKey: labelingKey(slug) })
    setFiles([])
    setBusy(false)
  }
  return (
    <Dialog open onOpenChange={(open) => !busy && onOpenChange(open)}>
      <DialogContent title="Add images" description="New images join the end of the queue; those that are there already are left alone." width={560}>
        <div className="flex flex-col gap-3">
          {!busy && <ChooseFiles files={files} onChange={setFiles} />}
          {!busy && <VideoFrames files={files} choice={frames} onChange={setFrames} />}
          {sending && <SendingNote sending={sending} />}
        </div>
        <DialogFooter>
          <Button disabled={busy} onClick={() => onOpenChange(false)}>
            Close
          </Button>
          <Button variant="primary" busy={busy} disabled={files.length === 0} onClick={() => void send()}>
            Add images
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
