import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { rowsForCommand, type SweepForm } from './form'
import { Section } from './section'

interface Props {
  form: SweepForm
  error: string | undefined
  onChange: (part: Partial<SweepForm>) => void
}

/** The program that is run; its placeholders become the parameters below. */
export function CommandFields({ form, error, onChange }: Props) {
  return (
    <Section title="Command">
      <Field label="Program and arguments" help="Write {name} where a value shall stand. It is not a shell: there are no pipes and no *." error={error}>
        <Input className="font-mono" required placeholder="python train.py --lr {lr} --depth {depth}" value={form.command} onChange={(event) => onChange({ command: event.target.value, rows: rowsForCommand(event.target.value, form.rows) })} />
      </Field>
      <Field label="Folder to run in" help="A path on the agent’s machine. Left empty, it is an empty folder of the trial’s own.">
        <Input className="font-mono" value={form.folder} onChange={(event) => onChange({ folder: event.target.value })} />
      </Field>
    </Section>
  )
}
