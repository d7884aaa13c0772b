import type { FitViewOptions } from '@xyflow/react'

/** All steps in sight, clear of the tools and the problems that lie over the canvas. */
export const fitOptions = { padding: { top: '32px', left: '32px', right: '32px', bottom: '88px' }, maxZoom: 1 } satisfies FitViewOptions
