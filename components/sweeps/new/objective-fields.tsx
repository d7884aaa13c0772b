import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { formatMetric } from '@/lib/results/metrics'
import type { MetricChoice } from '@/lib/sweeps/options'
import type { SweepForm } from './form'
import { Section } from './section'

interface Props {
  form: SweepForm
  /** Null for a command, which logs or prints its metric. */
  metrics: MetricChoice[] | null
  onChange: (part: Partial<SweepForm>) => void
}

/** What is to be best, and which way is better. */
export function ObjectiveFields({ form, metrics, onChange }: Props) {
  const choose = (value: string) => {
    const chosen = metrics?.find((choice) => keyOf(choice) === value)
    onChange({ metric: value, ...(chosen && chosen.better !== 'none' && { direction: chosen.better === 'lower' ? ('minimize' as const) : ('maximize' as const) }) })
  }
  return (
    <Section title="Objective">
      <div className="flex flex-wrap items-end gap-3">
        {metrics === null ? (
          <Field className="min-w-60 flex-1" label="Metric" help="The program logs it with mlflow where it has its code here, or prints it, in lines such as “accuracy=0.93” or “epoch 3: accuracy=0.93”. The last value counts.">
            <Input required placeholder="accuracy" value={form.metric} onChange={(event) => onChange({ metric: event.target.value })} />
          </Field>
        ) : metrics.length === 0 ? (
          <p className="text-muted">No step of this pipeline measures anything. Add “Evaluate model” to it, and run it once.</p>
        ) : (
          <Field className="min-w-60 flex-1" label="Metric">
            <Select value={form.metric} onValueChange={choose} options={metrics.map((choice) => ({ value: keyOf(choice), label: `${choice.label}, ${choice.nodeName}`, help: choice.latest === null ? 'Not measured yet' : `${formatMetric(choice.metric, choice.latest)} in the newest run` }))} />
          </Field>
        )}
        <Segmented
          className={metrics === null ? 'mb-6' : 'mb-0.5'}
          aria-label="Which is better"
          value={form.direction}
          onValueChange={(direction) => onChange({ direction })}
          options={[
            { value: 'maximize', label: 'Higher is better' },
            { value: 'minimize', label: 'Lower is better' },
          ]}
        />
      </div>
    </Section>
  )
}

const keyOf = ({ node, metric }: MetricChoice) => JSON.stringify([node, metric])
