import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ApiError, useApi } from '@/components/ui/api-client'
import type { VersionView } from '@/lib/data/schema'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Unreadable, UploadView } from '@/lib/uploads/schema'
import { dataHref, dataKey, untilRead } from '../data-queries'
import { uploadPreviewQuery, uploadsKey } from '../uploads/upload-queries'

const settleMs = 180

/** How a file would be read, as the options change: its beginning at once, then all of it. */
export function useReview(workspace: string, upload: UploadView) {
  const [options, setOptions] = useState<ReadingOptions>(upload.options)
  const settled = useSettled(options)
  const head = useQuery(uploadPreviewQuery(workspace, upload.id, settled, false))
  const current = !head.isPlaceholderData && settled === options
  const whole = useQuery({ ...uploadPreviewQuery(workspace, upload.id, settled, true), enabled: current && head.data?.partial === true })
  const preview = (current && whole.data) || head.data
  const error = head.error ?? whole.error
  return {
    options,
    setOptions,
    preview,
    error,
    /** Where it cannot be read so: what the studio could tell of it, undefined where reading it otherwise cannot help. */
    unreadable: error ? mendable(error) : undefined,
    /** What is shown belongs to options of before. */
    pending: !current && !head.error,
    /** All of the file is being read, behind what is shown. */
    checkingAll: whole.isFetching,
  }
}

/** No option helps with bytes that are damaged or of no known format. */
function mendable(error: Error): Unreadable | undefined {
  const found = error instanceof ApiError ? (error.details as Partial<Unreadable> | undefined) : undefined
  return found?.format && found.format !== 'parquet' ? { format: found.format, lines: found.lines ?? [] } : undefined
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** Makes the upload a version and opens it; what fails stays on the page with its reason. */
export function useRegister(workspace: string, id: string) {
  const api = useApi()
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function register(input: { name: string; options: ReadingOptions }): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const added = await api.post<VersionView & { name: string }>(`/uploads/${id}/register`, input)
      const read = await untilRead(workspace, added, new AbortController().signal)
      await client.invalidateQueries({ queryKey: dataKey(workspace) })
      if (read.state !== 'ready') throw new Error(read.message)
      client.removeQueries({ queryKey: [...uploadsKey(workspace), 'one', id] })
      void client.invalidateQueries({ queryKey: [...uploadsKey(workspace), 'list'] })
      router.push(dataHref(workspace, read.name))
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return { register, busy, error }
}
