import Link from 'next/link'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { SweepOptions } from '@/lib/sweeps/options'

/** What is to be done first where a pipeline has nothing to vary. */
export function PipelineHints({ options: { pipeline, parameters } }: { options: SweepOptions }) {
  const { slug } = useWorkspace()
  if (parameters.some(({ steps }) => steps.length > 0)) return null
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-4">
      <p>
        {parameters.length === 0
          ? `${pipeline.name} has no parameters yet. In the designer, open a step, and beside a setting choose “Make it a parameter”; then it can be varied here.`
          : `None of the parameters of ${pipeline.name} is tied to a step. Tie one in the designer, at a step’s setting; then it can be varied here.`}
      </p>
      <p>
        <Link className="link" href={`/w/${slug}/pipelines/${pipeline.id}`}>
          Open {pipeline.name} in the designer
        </Link>
      </p>
    </div>
  )
}
