'use client'

import { useRef, useState } from 'react'
import { Upload } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

const accepted = '.csv,.tsv,.tab,.txt,.dat,.prn,.asc,.json,.jsonl,.ndjson,.parquet,.xlsx,.gz,.zip'

/** Takes files that are dropped, chosen or pasted. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(0)
  function take(list: FileList | null | undefined) {
    if (list && list.length > 0) onFiles([...list])
  }
  return (
    <div
      onDragEnter={() => setOver((depth) => depth + 1)}
      onDragLeave={() => setOver((depth) => depth - 1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        setOver(0)
        take(event.dataTransfer.files)
      }}
      onPaste={(event) => take(event.clipboardData.files)}
      className={cn('flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong bg-surface px-6 py-10 text-center', over > 0 && 'border-accent bg-selected')}
    >
      <Upload aria-hidden className="size-5 text-faint" strokeWidth={1.5} />
      <p className="font-medium">{over > 0 ? 'Drop to add' : 'Drop files here'}</p>
      <p className="text-muted">CSV, TSV, Excel (.xlsx), fixed width, JSON, JSON Lines or Parquet, also as .gz or .zip</p>
      <Button variant="primary" className="mt-2" onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        aria-label="Files to add"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
    </div>
  )
}
