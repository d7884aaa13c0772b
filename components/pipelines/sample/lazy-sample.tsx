'use client'

import { SkeletonRows } from '@/components/ui/skeleton'
import { lazyPart } from '@/components/ui/lazy-part'
import { useAwake } from '../use-awake'

export const SamplePanel = lazyPart(() => import('./sample-panel').then((module) => module.SamplePanel), { loading: () => <SkeletonRows rows={6} className="p-3" /> })
export const SamplePill = lazyPart(() => import('./sample-pill').then((module) => module.SamplePill), { failed: () => null })
const Advisor = lazyPart(() => import('./advisor').then((module) => module.Advisor), { failed: () => null })

/** Warnings of experience: fetched with the first sign that somebody works here. */
export function LateAdvisor({ counts }: { counts: boolean }) {
  return useAwake() ? <Advisor counts={counts} /> : null
}
