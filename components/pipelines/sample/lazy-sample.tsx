'use client'

import { useEffect, useState } from 'react'
import { SkeletonRows } from '@/components/ui/skeleton'
import { lazyPart } from '../lazy-part'

export const SamplePanel = lazyPart(() => import('./sample-panel').then((module) => module.SamplePanel), { loading: () => <SkeletonRows rows={6} className="p-3" /> })
export const SamplePill = lazyPart(() => import('./sample-pill').then((module) => module.SamplePill), { failed: () => null })
const Advisor = lazyPart(() => import('./advisor').then((module) => module.Advisor), { failed: () => null })

/** Milliseconds after which the warnings come though nobody moved. */
const patience = 3_000

/** Warnings of experience: fetched with the first sign that somebody works here, or a little after the first paint. */
export function LateAdvisor({ counts }: { counts: boolean }) {
  const [awake, setAwake] = useState(false)
  useEffect(() => {
    const wake = () => setAwake(true)
    const timer = setTimeout(wake, patience)
    const signs = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const sign of signs) window.addEventListener(sign, wake, { passive: true, once: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, wake)
    }
  }, [])
  return awake ? <Advisor counts={counts} /> : null
}
