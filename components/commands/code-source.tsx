'use client'

import { lazy, Suspense, useRef } from 'react'
import { FolderUp, Upload } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatBytes, formatCount } from '@/components/ui/format'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'

const CodeEditor = lazy(() => import('@/components/pipelines/designer/inspector/fields/code-editor').then((module) => ({ default: module.CodeEditor })))

export interface CodeSourceProps {
  kind: 'paste' | 'files'
  onKind: (kind: 'paste' | 'files') => void
  script: string
  onScript: (script: string) => void
  files: File[]
  onFiles: (files: File[]) => void
}

/** The code of a command: pasted as one script, or a folder, files or a zip archive from this computer. */
export function CodeSource({ kind, onKind, script, onScript, files, onFiles }: CodeSourceProps) {
  const folder = useRef<HTMLInputElement>(null)
  const single = useRef<HTMLInputElement>(null)
  const take = (event: React.ChangeEvent<HTMLInputElement>) => onFiles([...(event.target.files ?? [])])
  return (
    <div className="flex flex-col gap-3">
      <Segmented className="self-start" aria-label="Where the code comes from" value={kind} onValueChange={onKind} options={[{ value: 'paste', label: 'Paste a script' }, { value: 'files', label: 'Upload files' }]} />
      {kind === 'paste' ? (
        <Suspense fallback={<SkeletonRows rows={5} />}>
          <CodeEditor label="Script" language="python" value={script} onChange={onScript} columns={[]} />
        </Suspense>
      ) : (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-2">
            <Button type="button" icon={FolderUp} onClick={() => folder.current?.click()}>
              Choose a folder
            </Button>
            <Button type="button" icon={Upload} onClick={() => single.current?.click()}>
              Choose files or a zip
            </Button>
          </div>
          <input ref={folder} type="file" className="sr-only" tabIndex={-1} aria-label="Folder with the code" multiple {...{ webkitdirectory: '' }} onChange={take} />
          <input ref={single} type="file" className="sr-only" tabIndex={-1} aria-label="Files with the code" multiple onChange={take} />
          <p className="text-muted">
            {files.length === 0
              ? 'Everything in the folder goes along but what tools leave behind, such as .git and __pycache__. At most 500 MB.'
              : `${formatCount(files.length, 'file')}, ${formatBytes(files.reduce((sum, { size }) => sum + size, 0))}: ${files.slice(0, 3).map(({ webkitRelativePath, name }) => webkitRelativePath || name).join(', ')}${files.length > 3 ? ' …' : ''}`}
          </p>
        </div>
      )}
    </div>
  )
}
