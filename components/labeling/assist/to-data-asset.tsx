'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { VersionView } from '@/lib/data/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { projectPath } from '../labeling-queries'

/** Finished images with labels and pictures as a version of a data asset, which Import labeled images takes into a pipeline. */
export function ToDataAsset({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const [name, setName] = useState(`${project.name.replace(/[^A-Za-z0-9 ._()+-]/g, '-').slice(0, 80)} labels`)
  const send = useMutation({ mutationFn: () => request.post<VersionView & { name: string }>(`${projectPath(project.id)}/data-asset`, { name }) })
  const made = send.data
  return (
    <form onSubmit={(event) => (event.preventDefault(), send.mutate())}>
      <Field label="Name of the data asset" help="Each export is a version of its own. In a pipeline, Import labeled images takes it in.">
        <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
      </Field>
      {send.error && <ErrorNote className="mt-3" error={send.error} />}
      {made?.state === 'failed' && <ErrorNote className="mt-3" title="The data asset could not be made">{made.message}</ErrorNote>}
      {made && made.state !== 'failed' && (
        <p role="status" className="mt-3">
          Version {made.version} of{' '}
          <Link className="text-link hover:underline" href={`/w/${slug}/data/${encodeURIComponent(made.name)}`}>
            {made.name}
          </Link>{' '}
          {made.state === 'ready' ? `is there, with ${made.rows === 1 ? 'one image' : `${made.rows} images`}.` : 'is being written.'}
        </p>
      )}
      <DialogFooter>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" variant="primary" busy={send.isPending}>
          Export
        </Button>
      </DialogFooter>
    </form>
  )
}
