import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { SweepMethod } from '@/lib/sweeps/schema'
import type { SweepForm } from './form'
import { Section } from './section'

const methodHelp: Record<SweepMethod, string> = {
  bayesian: 'Learns from the trials so far where good values lie, with Optuna on an agent that has Python. The first trials are at random.',
  random: 'Draws values at random: a good start, and each trial is independent of the others.',
  grid: 'Tries every combination. Ranges are cut into as many values as you say.',
}

interface Props {
  form: SweepForm
  pipeline: boolean
  errors: Record<string, string>
  onChange: (part: Partial<SweepForm>) => void
}

/** The fields that show what is wrong with them. */
export const limitPlaces = ['limits.trials', 'limits.parallel', 'limits.minutes', 'stopping.to']

/** How values are chosen, and when it is enough. */
export function LimitFields({ form, pipeline, errors, onChange }: Props) {
  const whole = (name: 'trials' | 'parallel' | 'minutes' | 'stopFrom' | 'stopTo', more?: React.ComponentProps<'input'>) => (
    <Input type="number" min={1} step={name === 'minutes' ? 'any' : 1} value={form[name]} onChange={(event) => onChange({ [name]: event.target.value })} {...more} />
  )
  return (
    <Section title="Search">
      <div className="flex flex-col gap-1">
        <Segmented
          className="self-start"
          aria-label="How values are chosen"
          value={form.method}
          onValueChange={(method) => onChange({ method, ...(method === 'grid' ? { trials: '' } : form.trials === '' ? { trials: '20' } : {}) })}
          options={[
            { value: 'bayesian', label: 'Bayesian' },
            { value: 'random', label: 'Random' },
            { value: 'grid', label: 'Grid' },
          ]}
        />
        <p className="text-sm text-muted">{methodHelp[form.method]}</p>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Trials at most" error={errors['limits.trials']}>
          {whole('trials', { max: 2000, required: form.method !== 'grid', placeholder: 'All combinations' })}
        </Field>
        <Field label="At once" error={errors['limits.parallel']}>
          {whole('parallel', { max: 64, required: true })}
        </Field>
        <Field label="Begin none after" aside="minutes" error={errors['limits.minutes']}>
          {whole('minutes', { placeholder: 'No limit' })}
        </Field>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Early stopping" className="sm:col-span-1">
          <Select
            value={form.stopping}
            onValueChange={(value) => onChange({ stopping: value as SweepForm['stopping'] })}
            options={[
              { value: 'none', label: 'None' },
              { value: 'median', label: 'Below the median', help: 'Stops what is worse than half of the ended trials were at the same step' },
              { value: 'hyperband', label: 'Hyperband', help: 'Gives many trials a few steps, and the best of them more' },
            ]}
          />
        </Field>
        {form.stopping !== 'none' && <Field label={form.stopping === 'median' ? 'From step' : 'First step'}>{whole('stopFrom')}</Field>}
        {form.stopping === 'hyperband' && <Field label="Last step" error={errors['stopping.to']}>{whole('stopTo', { min: 2, required: true })}</Field>}
      </div>
      {form.stopping !== 'none' && (
        <p className="text-sm text-muted">
          {pipeline
            ? 'Steps that come with Atelier tell their metrics at their end, so only whole trials can be judged. A Python script, component or command that prints lines such as “epoch=3 accuracy=0.91” can be stopped on the way.'
            : 'A trial can be stopped where the program prints lines such as “epoch=3 accuracy=0.91”.'}
        </p>
      )}
    </Section>
  )
}
