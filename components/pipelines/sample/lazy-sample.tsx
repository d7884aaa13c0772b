'use client'

import { SkeletonRows } from '@/components/ui/skeleton'
import { lazyPart } from '../lazy-part'

export const SamplePanel = lazyPart(() => import('./sample-panel').then((module) => module.SamplePanel), { loading: () => <SkeletonRows rows={6} className="p-3" /> })
export const SamplePill = lazyPart(() => import('./sample-pill').then((module) => module.SamplePill), { failed: () => null })
