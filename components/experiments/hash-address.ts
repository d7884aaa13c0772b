/**
 * What the MLflow client prints after a run leads to its own interface, `/#/experiments/3/runs/…`: the same place in the studio, below
 * `/w/<workspace>`; null where it is none.
 */
export function pathOfHash(hash: string): string | null {
  const [, experiment, run] = /^#\/experiments\/(\d+)(?:\/runs\/([\w-]+))?(?:\/|$)/.exec(hash) ?? []
  if (experiment) return `/experiments/${experiment}${run ? `/runs/${run}` : ''}`
  const [, model, version] = /^#\/models\/([^/]+)(?:\/versions\/(\d+))?(?:\/|$)/.exec(hash) ?? []
  return model ? `/models/${model}${version ? `/versions/${version}` : ''}` : null
}
