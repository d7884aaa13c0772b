'use client'

import { FolderOpen, ImagePlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatBytes, formatCount } from '@/components/ui/format'
import { mayHoldImages } from './send-images'

/** Takes images, a folder of them, zip archives or videos by choice or by dropping. */
export function ChooseFiles({ files, onChange }: { files: File[]; onChange: (files: File[]) => void }) {
  const [over, setOver] = useState(false)
  const single = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const add = (list: FileList | null) => onChange([...files, ...[...(list ?? [])].filter(({ name }) => mayHoldImages(name))])
  return (
    <div
      className={cn('flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong px-4 py-6 text-center', over && 'border-accent bg-selected')}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer.files)
      }}
    >
      {files.length === 0 ? (
        <p className="text-muted">Drop images, zip archives or videos here. JPEG, PNG, WebP, GIF, TIFF, BMP and AVIF are read, and videos are cut into frames; folders keep their names.</p>
      ) : (
        <p>
          {formatCount(files.length, 'file')}, {formatBytes(files.reduce((sum, { size }) => sum + size, 0))}.{' '}
          <button type="button" className="link" onClick={() => onChange([])}>
            Take all out
          </button>
        </p>
      )}
      <div className="flex gap-2">
        <Button icon={ImagePlus} onClick={() => single.current?.click()}>
          Choose files
        </Button>
        <Button icon={FolderOpen} onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input ref={single} hidden type="file" multiple aria-label="Images" accept="image/*,video/*,.zip,.tif,.tiff,.bmp,.mkv,.mts,.m2ts" onChange={(event) => (add(event.target.files), (event.target.value = ''))} />
      <input ref={folder} hidden type="file" aria-label="Folder of images" {...{ webkitdirectory: '' }} onChange={(event) => (add(event.target.files), (event.target.value = ''))} />
    </div>
  )
}
