'use client'

import { useRef } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import { createFrom } from './queries'
import { readPipelineFile } from './read-file'

/** Makes a pipeline from a JSON file and opens it. Render `input` somewhere; it is not seen. */
export function useImportFile() {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const field = useRef<HTMLInputElement>(null)
  const read = useMutation({
    mutationFn: async (file: File) => createFrom(api, readPipelineFile(await file.text(), file.name)),
    onSuccess: ({ id }) => router.push(`/w/${slug}/pipelines/${id}`),
  })
  const input = (
    <input
      ref={field}
      type="file"
      accept=".json,application/json"
      aria-label="Pipeline file"
      className="hidden"
      onChange={(event) => {
        const file = event.target.files?.[0]
        // The same file may be chosen again after it was corrected.
        event.target.value = ''
        if (file) read.mutate(file)
      }}
    />
  )
  return { input, busy: read.isPending, error: read.error, choose: () => field.current?.click() }
}
