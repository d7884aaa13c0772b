import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '@/components/ui/api-client'
import type { UploadView } from '@/lib/uploads/schema'
import { uploadsKey } from '../uploads/upload-queries'
import { sendFile, type SendProgress } from './send-file'

export type SendingState =
  | { kind: 'waiting' }
  | { kind: 'starting' }
  | (SendProgress & { startedAt: number })
  | { kind: 'received'; upload: UploadView }
  | { kind: 'failed'; error: unknown }
  | { kind: 'cancelled' }

export interface Sending {
  id: number
  file: File
  state: SendingState
}

const underWay = ({ state }: Sending) => !['received', 'failed', 'cancelled'].includes(state.kind)

/** Files on their way in, one at a time in the order they came. Leaving the page while one is sent asks first; what has arrived is kept. */
export function useUploads(workspace: string, asset: string | null, onReceived: (upload: UploadView, alone: boolean) => void) {
  const client = useQueryClient()
  const [sendings, setSendings] = useState<Sending[]>([])
  const stops = useRef(new Map<number, AbortController>())
  const queue = useRef<Promise<void>>(Promise.resolve())
  const counter = useRef(0)
  const received = useRef(onReceived)
  received.current = onReceived

  const set = useCallback((id: number, state: SendingState) => setSendings((all) => all.map((sending) => (sending.id === id ? { ...sending, state } : sending))), [])

  const send = useCallback(
    async (id: number, file: File) => {
      const stop = stops.current.get(id)
      if (!stop || stop.signal.aborted) return
      const startedAt = Date.now()
      set(id, { kind: 'starting' })
      try {
        const upload = await sendFile(workspace, file, asset, (progress) => stop.signal.aborted || set(id, { ...progress, startedAt }), stop.signal)
        set(id, { kind: 'received', upload })
        received.current(upload, counter.current === 1)
      } catch (error) {
        set(id, error instanceof DOMException && error.name === 'AbortError' ? { kind: 'cancelled' } : { kind: 'failed', error })
      }
      await client.invalidateQueries({ queryKey: uploadsKey(workspace) })
    },
    [asset, client, set, workspace],
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
        setSendings((all) => [...all, { id, file, state: { kind: 'waiting' } }])
        start(id, file)
      }
    },
    [start],
  )

  const busy = sendings.some(underWay)
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])

  return {
    sendings,
    add,
    pause: (id: number) => {
      stops.current.get(id)?.abort()
      set(id, { kind: 'cancelled' })
    },
    resume: (sending: Sending) => {
      set(sending.id, { kind: 'waiting' })
      start(sending.id, sending.file)
    },
    forget: (id: number) => setSendings((all) => all.filter((sending) => sending.id !== id)),
  }
}

/** Throws an upload away. @throws ApiError */
export async function discardUpload(workspace: string, id: string): Promise<void> {
  await api(workspace).delete(`/uploads/${id}`)
}
