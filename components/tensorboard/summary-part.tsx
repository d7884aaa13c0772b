'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { HistogramChart } from '@/components/charts/histogram-chart'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Summary, SummaryName } from '@/lib/tensorboard/schema'
import { prepareHistogram } from './prepare-histogram'
import { eventKeys, fetchSummaries, imageUrl } from './queries'
import { StepSlider } from './step-slider'

export interface SummaryPartProps {
  run: string
  of: SummaryName
  live: boolean
}

/** What a run has logged under one name: at the step that is chosen, at first the last one. */
export function SummaryPart({ run, of: { kind, name }, live }: SummaryPartProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [chosen, setChosen] = useState<number | null>(null)
  const query = useQuery({ queryKey: eventKeys.summaries(slug, run, kind, name), queryFn: () => fetchSummaries(api, run, kind, name), refetchInterval: live ? 3_000 : false })
  if (query.error) return <ErrorNote title={`“${name}” could not be read`} error={query.error} />
  if (!query.data) return <SkeletonRows rows={5} />
  const steps = [...new Set(query.data.map(({ step }) => step))]
  const found = chosen === null ? -1 : steps.indexOf(chosen)
  const place = found === -1 ? steps.length - 1 : found
  const here = query.data.filter(({ step }) => step === steps[place])
  const slider = <StepSlider label={name} steps={steps} value={place} onChange={(next) => setChosen(steps[next] ?? null)} />
  if (kind === 'histogram') {
    return (
      <div className="flex min-w-0 flex-col gap-2">
        {here[0] && <HistogramChart spec={prepareHistogram(name, here[0])} />}
        {slider}
      </div>
    )
  }
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <h3 className="font-semibold break-words">{name}</h3>
      {kind === 'image' ? <Images run={run} name={name} images={here} /> : <Text summaries={here} />}
      {slider}
    </section>
  )
}

function Images({ run, name, images }: { run: string; name: string; images: Summary[] }) {
  const { slug } = useWorkspace()
  return (
    <div className="flex flex-wrap gap-2">
      {images.map(({ digest, ordinal, step, width, height }) => {
        const url = imageUrl(slug, run, digest ?? '')
        return (
          <a key={ordinal} href={url} target="_blank" rel="noreferrer" title={width && height ? `${width} × ${height} pixels` : undefined}>
            {/* Small pictures, such as digits, are drawn larger with their pixels sharp. */}
            {/* eslint-disable-next-line @next/next/no-img-element */}
            <img src={url} alt={`${name}, step ${formatInteger(step)}, image ${ordinal + 1}`} className="max-h-64 min-h-24 max-w-full rounded-sm border border-line bg-white object-contain [image-rendering:pixelated]" />
          </a>
        )
      })}
    </div>
  )
}

function Text({ summaries }: { summaries: Summary[] }) {
  return summaries.map(({ ordinal, text }) => (
    <pre key={ordinal} tabIndex={0} aria-label="Text" className="max-h-80 overflow-auto rounded-sm bg-sunken p-2 font-mono text-sm leading-5 whitespace-pre-wrap">
      {text}
    </pre>
  ))
}
