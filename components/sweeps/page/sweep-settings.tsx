import Link from 'next/link'
import { Facts } from '@/components/ui/facts'
import { formatCount } from '@/components/ui/format'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { SweepView } from '@/lib/sweeps/read'
import type { Stopping } from '@/lib/sweeps/schema'
import { domainText, methodWords, objectiveText } from '../words'

/** What was asked for. */
export function SweepSettings({ sweep: { config } }: { sweep: SweepView }) {
  const { limits } = config
  return (
    <section aria-labelledby="sweep-settings" className="rounded-md border border-line bg-surface p-4">
      <h2 id="sweep-settings" className="mb-2 font-semibold">
        Settings
      </h2>
      <Facts
        items={[
          { label: 'Command', value: config.command && <code className="font-mono text-sm">{config.command.words.join(' ')}</code> },
          { label: 'Code', value: config.command?.code && <CodeFacts code={config.command.code} /> },
          { label: 'Objective', value: `${objectiveText(config.objective)}${config.objective.node ? `, of step “${config.objective.node}”` : ''}` },
          { label: 'Method', value: methodWords[config.method] },
          ...Object.entries(config.space).map(([name, domain]) => ({ label: name, value: domainText(domain) })),
          ...Object.entries(config.fixed).map(([name, value]) => ({ label: name, value: `${String(value)}, in all trials` })),
          { label: 'Limits', value: `${formatCount(limits.trials, 'trial')}, ${limits.parallel} at once${limits.minutes === null ? '' : `, none begins after ${limits.minutes} minutes`}` },
          { label: 'Early stopping', value: stoppingText(config.stopping) },
          { label: 'Seed', value: String(config.seed) },
        ]}
      />
    </section>
  )
}

function CodeFacts({ code }: { code: NonNullable<NonNullable<SweepView['config']['command']>['code']> }) {
  const { slug } = useWorkspace()
  return (
    <>
      {formatCount(code.files.length, 'file')}, in the environment {code.environment}; its runs are in{' '}
      <Link className="link" href={`/w/${slug}/experiments/${code.experimentId}`}>
        their experiment
      </Link>
    </>
  )
}

function stoppingText(stopping: Stopping): string {
  if (stopping.rule === 'none') return 'None: each trial runs to its end'
  if (stopping.rule === 'median') return `Below the median of ${stopping.trials} or more ended trials, from step ${stopping.from} on`
  return `Hyperband from step ${stopping.from} to ${stopping.to}, of which one in ${stopping.factor} goes on`
}
