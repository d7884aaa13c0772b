import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Output } from '@/lib/protocol/messages'
import type { RunView } from '@/lib/runs/schema'

export interface ResultProps {
  run: RunView
  /** The step's node id. */
  step: string
  port: string
  output: Output
}

const loading = () => <SkeletonRows rows={6} className="p-1" />

/**
 * How each type of output is shown; a type that is not here gets its facts and a download. Each loads when it is needed, and none is drawn by the
 * server: what is seen but not loaded yet would lose the first click.
 */
export const results: Record<string, ComponentType<ResultProps>> = {
  table: dynamic(() => import('./table-result'), { ssr: false, loading }),
  model: dynamic(() => import('./model-result'), { ssr: false, loading }),
  evaluation: dynamic(() => import('./evaluation-result'), { ssr: false, loading }),
  transformation: dynamic(() => import('./transformation-result'), { ssr: false, loading }),
}
