/**
 * How a table component may use several threads and still give the same bytes on any number of them. `sorted`: all its statements
 * do, since what it writes ends in a sort, which decides where row groups end. `streamed`: what it learns from its input is added
 * up on one thread, as the order of parts decides a floating-point sum; only the writing of what takes each row for itself is
 * shared. `exact`: as `streamed`, and what it learns is made of whole numbers, so that threads share this too.
 */
const parallel: Record<string, ParallelWork> = {
  'transform.join@1': 'sorted',
  'transform.sort@1': 'sorted',
  'transform.split-data@1': 'exact',
  'transform.sample@1': 'exact',
  'transform.append-rows@1': 'streamed',
  'transform.apply-transformation@1': 'streamed',
  'transform.bin@1': 'streamed',
  'transform.clean-missing-data@1': 'streamed',
  'transform.clean-text@1': 'streamed',
  'transform.clip-outliers@1': 'streamed',
  'transform.compute-column@1': 'streamed',
  'transform.date-parts@1': 'streamed',
  'transform.edit-types@1': 'streamed',
  'transform.encode-categories@1': 'streamed',
  'transform.filter-rows@1': 'streamed',
  'transform.geo-distance@1': 'streamed',
  'transform.normalize@1': 'streamed',
  'transform.rename-columns@1': 'streamed',
  'transform.select-columns@1': 'streamed',
}

export type ParallelWork = 'sorted' | 'streamed' | 'exact'

/** From this many bytes of input on several threads are worth their start. */
export const parallelBytes = 8 << 20

/** How a step may work on several threads. The answer depends on the step and its inputs alone, so that it is the same everywhere. */
export function parallelWork(component: string, inputBytes: number): ParallelWork | undefined {
  return inputBytes >= parallelBytes && Object.hasOwn(parallel, component) ? parallel[component] : undefined
}
