'use client'

import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Select } from '@/components/ui/select'
import type { ProjectView } from '@/lib/labeling/schema'
import { ToDataAsset } from '../assist/to-data-asset'
import { projectPath } from '../labeling-queries'
import { formatOptions, maskOption, yoloOptions } from './format-words'

/** Downloads the finished labels as a zip archive. */
export function ExportDialog({ project, onOpenChange }: { project: ProjectView; onOpenChange: (open: boolean) => void }) {
  const request = useApi()
  const [format, setFormat] = useState('coco')
  const [yolo, setYolo] = useState('detect')
  const [images, setImages] = useState(false)
  const { done, review, open } = project.counts
  const address = request.url(`${projectPath(project.id)}/export?format=${format}&yolo=${yolo}&images=${images ? 1 : 0}`)
  const toAsset = format === 'data-asset'
  const always = format === 'yolo' && yolo === 'classify'
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title="Export labels" description={`${formatCount(done + review, 'image')} ${done + review === 1 ? 'is' : 'are'} labeled and go in; ${formatCount(open, 'image')} still to label ${open === 1 ? 'is' : 'are'} left out.`}>
        <div className="flex flex-col gap-4">
          <Field label="Format">
            <Select value={format} onValueChange={setFormat} options={[...formatOptions, maskOption, { value: 'data-asset', label: 'Data asset, for pipelines' }]} />
          </Field>
          {format === 'data-asset' && <ToDataAsset project={project} onClose={() => onOpenChange(false)} />}
          {format === 'yolo' && (
            <Field label="Task">
              <Select value={yolo} onValueChange={setYolo} options={yoloOptions} />
            </Field>
          )}
          {!toAsset && (
          <label className="flex items-start gap-2">
            <Checkbox className="mt-0.5" checked={images || always} disabled={always} onCheckedChange={(checked) => setImages(checked === true)} />
            <span>
              Include the images <span className="text-muted">turned upright, as the coordinates are</span>
            </span>
          </label>
          )}
          {!toAsset && <p className="text-sm text-muted">The file manifest.json in the archive counts what is in it and names whatever the format could not hold.</p>}
        </div>
        {!toAsset && <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" asChild>
            <a href={address} download onClick={() => setTimeout(() => onOpenChange(false))}>
              Download
            </a>
          </Button>
        </DialogFooter>}
      </DialogContent>
    </Dialog>
  )
}
