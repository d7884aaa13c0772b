type Params = Record<string, unknown>

const always = () => true

/**
 * Table components whose result does not depend on how many threads work on it: each row is made from rows alone, and
 * what is summed is whole numbers. Sums of floating-point numbers depend on the order of their parts, and equal inputs must
 * give equal bytes; whatever adds those up works on one thread.
 */
const parallel: Record<string, (params: Params) => boolean> = {
  'transform.select-columns@1': always,
  'transform.rename-columns@1': always,
  'transform.edit-types@1': always,
  'transform.clean-text@1': always,
  'transform.date-parts@1': always,
  'transform.geo-distance@1': always,
  'transform.filter-rows@1': (params) => params.use !== 'expression',
  'transform.clean-missing-data@1': (params) => params.method === 'drop-rows' || params.method === undefined,
  'transform.join@1': always,
  'transform.sort@1': always,
  'transform.append-rows@1': always,
  'transform.unpivot@1': always,
  'transform.remove-duplicates@1': always,
  'transform.split-data@1': always,
  'transform.split-by-value@1': always,
  'transform.sample@1': always,
}

/** From this many bytes of input on several threads are worth their start. */
export const parallelBytes = 8 << 20

/** True where a step may work on several threads. The answer depends on the step and its inputs alone, so that it is the same everywhere. */
export function mayRunParallel(component: string, params: Params, inputBytes: number): boolean {
  return inputBytes >= parallelBytes && Object.hasOwn(parallel, component) && parallel[component]!(params)
}
