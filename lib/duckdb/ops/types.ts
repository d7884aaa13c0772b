/** One step of a pipeline for the child: what an agent hands to `pool.run('step', …)`. */
export interface StepJob {
  /** `id@version` of a table component. */
  component: string
  params: Record<string, unknown>
  /** By input port, a local file. */
  inputs: Record<string, { type: string; path: string; digest?: string }>
  /** One with `sometimes` may stay unwritten. */
  outputs: { port: string; type: string; sometimes?: boolean }[]
  /** An existing folder of this attempt's own; outputs are put there. */
  outDir: string
  /** The artifact store's root, where Import data finds its blob. */
  artifactRoot: string
}

export interface StepOutput {
  path: string
  /** sha256 in hex. */
  digest: string
  /** Bytes. */
  size: number
  type: string
  /** For a table `{rows, columns}`. */
  meta: Record<string, unknown>
}

export interface StepResult {
  outputs: Record<string, StepOutput>
  metrics: Record<string, number>
  /** Milliseconds. */
  phases: { starting: number; loading: number; running: number; saving: number }
}
