'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatInteger } from '@/components/ui/format'
import { Progress } from '@/components/ui/progress'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { JobView, ProjectView } from '@/lib/labeling/schema'
import { labelingKey, projectPath, untilDone } from '../labeling-queries'
import { formatOptions, yoloOptions } from './format-words'
import { ImportReport } from './import-report'

/** Brings labels in from a file, or from an archive with the images. */
export function ImportDialog({ project, onOpenChange }: { project: ProjectView; onOpenChange: (open: boolean) => void }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const [format, setFormat] = useState('coco')
  const [yolo, setYolo] = useState('detect')
  const [normalised, setNormalised] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const [job, setJob] = useState<JobView | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function bring() {
    setBusy(true)
    setError(null)
    try {
      const form = new FormData()
      const fields = { format, ...(format === 'yolo' && { yolo }), ...(format === 'coco' && normalised && { normalised: '1' }) }
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', file!)
      const started = await request.post<JobView>(`${projectPath(project.id)}/import`, form)
      setJob(await untilDone(slug, project.id, started, setJob))
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !busy && onOpenChange(open)}>
      <DialogContent title="Import labels" description="From a file, or from a zip archive that may hold the images too. They count as finished by you; labels that the project lacks are made." width={520}>
        <div className="flex flex-col gap-4">
          <Field label="Format">
            <Select value={format} onValueChange={setFormat} options={formatOptions} />
          </Field>
          {format === 'yolo' && (
            <Field label="Task">
              <Select value={yolo} onValueChange={setYolo} options={yoloOptions} />
            </Field>
          )}
          {format === 'coco' && (
            <label className="flex items-start gap-2">
              <Checkbox className="mt-0.5" checked={normalised} onCheckedChange={(checked) => setNormalised(checked === true)} />
              <span>
                Coordinates are shares from 0 to 1 <span className="text-muted">as Azure ML writes them</span>
              </span>
            </label>
          )}
          <Field label="File">
            <input type="file" accept=".zip,.json,.csv,.xml,.txt" className="w-full rounded-md text-muted file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-fg hover:file:bg-hover" onChange={(event) => (setFile(event.target.files?.[0] ?? null), setJob(null))} />
          </Field>
          {busy && job && (
            <div aria-live="polite" className="flex flex-col gap-1">
              <p>
                {formatInteger(job.done)} of {formatInteger(job.total)} images done…
              </p>
              <Progress label="Images done" share={job.done / Math.max(1, job.total)} />
            </div>
          )}
          {error !== null && <ErrorNote error={error} />}
          {!busy && job && <ImportReport job={job} />}
        </div>
        <DialogFooter>
          <Button disabled={busy} onClick={() => onOpenChange(false)}>
            Close
          </Button>
          <Button variant="primary" busy={busy} disabled={!file || job?.state === 'done'} onClick={() => void bring()}>
            Import labels
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
