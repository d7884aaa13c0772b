import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { VersionView } from '@/lib/data/schema'
import { dataKey, untilRead } from '../data-queries'
import { sendFile, type Progress } from './send-file'

export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'sending'; progress: Progress; startedAt: number }
  | { kind: 'reading' }
  | { kind: 'ready'; version: VersionView & { name: string } }
  | { kind: 'failed'; error: unknown; version?: VersionView & { name: string } }
  | { kind: 'cancelled' }

export interface Upload {
  id: number
  file: File
  state: UploadState
}

/** Files on their way in, one at a time in the order they came. Leaving the page while one is sent asks first. */
export function useUploads(workspace: string, name: string | null) {
  const client = useQueryClient()
  const [uploads, setUploads] = useState<Upload[]>([])
  const stops = useRef(new Map<number, AbortController>())
  const queue = useRef<Promise<void>>(Promise.resolve())
  const counter = useRef(0)

  const set = useCallback((id: number, state: UploadState) => setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, state } : upload))), [])

  const send = useCallback(
    async (id: number, file: File) => {
      const stop = stops.current.get(id)
      if (!stop || stop.signal.aborted) return
      const startedAt = Date.now()
      try {
        const added = await sendFile(
          workspace,
          file,
          name,
          (progress) => set(id, progress.sent < progress.total ? { kind: 'sending', progress, startedAt } : { kind: 'reading' }),
          stop.signal,
        )
        set(id, { kind: 'reading' })
        const read = await untilRead(workspace, added, stop.signal)
        set(id, read.state === 'ready' ? { kind: 'ready', version: read } : { kind: 'failed', error: new Error(read.message), version: read })
      } catch (error) {
        set(id, error instanceof DOMException && error.name === 'AbortError' ? { kind: 'cancelled' } : { kind: 'failed', error })
      }
      await client.invalidateQueries({ queryKey: dataKey(workspace) })
    },
    [client, name, set, workspace],
  )

  const start = useCallback(
    (id: number, file: File) => {
      stops.current.set(id, new AbortController())
      queue.current = queue.current.then(() => send(id, file))
    },
    [send],
  )

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const id = ++counter.current
        setUploads((all) => [...all, { id, file, state: { kind: 'waiting' } }])
        start(id, file)
      }
    },
    [start],
  )

  const busy = uploads.some(({ state }) => state.kind === 'sending' || state.kind === 'waiting')
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])

  return {
    uploads,
    add,
    cancel: (id: number) => {
      stops.current.get(id)?.abort()
      set(id, { kind: 'cancelled' })
    },
    retry: (upload: Upload) => {
      set(upload.id, { kind: 'waiting' })
      start(upload.id, upload.file)
    },
  }
}
