import { cn } from '@/components/ui/cn'
import type { Explanation } from '@/lib/results/explain'

const tones = { better: 'text-succeeded', worse: 'text-failed', same: 'text-muted' } as const
const words = { better: 'better than', worse: 'worse than', same: 'the same as' } as const

/** Headline numbers: the first ones large, each with what it means and what the simplest model gets. */
export function MetricList({ metrics }: { metrics: Explanation[] }) {
  return (
    <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-md border border-line bg-line @2xl:grid-cols-2">
      {metrics.map((metric, index) => (
        <div key={metric.key} className={cn('flex gap-3 bg-surface px-3 py-2.5', index === metrics.length - 1 && metrics.length % 2 === 1 && '@2xl:col-span-2')}>
          <div className="w-24 shrink-0">
            <dt className="text-sm text-muted">{metric.label}</dt>
            <dd className="text-xl font-semibold tabular" title={metric.value === null ? undefined : String(metric.value)}>
              {metric.text}
            </dd>
          </div>
          <dd className="min-w-0 flex-1 text-sm">
            <p>{metric.sentence}</p>
            {metric.baseline && metric.verdict && (
              <p className={cn('mt-0.5 tabular', tones[metric.verdict])}>
                {words[metric.verdict]} {metric.baseline.label}, {metric.baseline.text}
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
