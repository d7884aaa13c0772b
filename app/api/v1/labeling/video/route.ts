import { route } from '@/app/respond'
import { findCutter } from '@/lib/labeling/video/find-cutter'

/** Whether videos can be cut into frames here. */
export const GET = route('labeling.manage', (ctx) => findCutter(ctx))
