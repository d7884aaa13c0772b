/**
 * Table components whose result is the same to the last byte however many threads work on it. What adds up floating-point
 * numbers is not: the order of the parts decides the sum. Nor is what leaves out rows: how many of them a thread has left
 * decides where a row group ends. `sorted` ends in a sort, which cuts them anew; `aligned` makes one row of each, so that
 * they end where those of its input do.
 */
const parallel: Record<string, 'sorted' | 'aligned'> = {
  'transform.join@1': 'sorted',
  'transform.sort@1': 'sorted',
  'transform.select-columns@1': 'aligned',
  'transform.rename-columns@1': 'aligned',
  'transform.edit-types@1': 'aligned',
  'transform.clean-text@1': 'aligned',
  'transform.date-parts@1': 'aligned',
  'transform.geo-distance@1': 'aligned',
}

/** From this many bytes of input on several threads are worth their start. */
export const parallelBytes = 8 << 20

/**
 * Whether a step may work on several threads: `aligned` where the row groups of its input must be of the usual size. The
 * answer depends on the step and its inputs alone, so that it is the same everywhere.
 */
export function parallelWork(component: string, inputBytes: number): 'sorted' | 'aligned' | undefined {
  return inputBytes >= parallelBytes && Object.hasOwn(parallel, component) ? parallel[component] : undefined
}
