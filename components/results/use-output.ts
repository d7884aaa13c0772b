'use client'

import { useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import { runKeys } from '@/components/runs/queries'
import type { ResultProps } from './registry'

/** The address of an output below /api/v1. */
export function outputPath({ run, step, port }: Pick<ResultProps, 'run' | 'step' | 'port'>): string {
  return `/runs/${run.id}/steps/${encodeURIComponent(step)}/outputs/${encodeURIComponent(port)}`
}

/** A JSON output, read and checked. Content-addressed, so it is fetched once and never again. */
export function useOutput<S extends z.core.$ZodType>(props: ResultProps, schema: S) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({
    queryKey: runKeys.output(slug, props.output.digest),
    queryFn: async () => {
      const parsed = z.safeParse(schema, await api.get(outputPath(props)))
      if (!parsed.success) throw new Error('This output has a shape that this version of the studio does not know. Download it to look inside.', { cause: parsed.error })
      return parsed.data as z.infer<S>
    },
    staleTime: Infinity,
  })
}
