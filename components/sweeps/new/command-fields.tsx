import { CodeSource } from '@/components/commands/code-source'
import { EnvironmentChoice } from '@/components/environments/environment-choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { rowsForCommand, type SweepForm } from './form'
import { Section } from './section'

interface Props {
  form: SweepForm
  error: string | undefined
  onChange: (part: Partial<SweepForm>) => void
}

/** The program that is run, with its code or where it lies; its placeholders become the parameters below. */
export function CommandFields({ form, error, onChange }: Props) {
  const machine = form.code === 'machine'
  return (
    <Section title="Command">
      <Segmented
        className="self-start"
        aria-label="Where the program is"
        value={machine ? 'machine' : 'code'}
        onValueChange={(value) => onChange({ code: value === 'machine' ? 'machine' : 'paste' })}
        options={[
          { value: 'code', label: 'Code kept with the sweep' },
          { value: 'machine', label: 'On the agent’s machine' },
        ]}
      />
      {form.code !== 'machine' && <CodeSource kind={form.code} onKind={(code) => onChange({ code })} script={form.script} onScript={(script) => onChange({ script })} files={form.files} onFiles={(files) => onChange({ files })} />}
      <Field label="Program and arguments" help="Write {name} where a value shall stand. It is not a shell: there are no pipes and no *." error={error}>
        <Input className="font-mono" required placeholder="python train.py --lr {lr} --depth {depth}" value={form.command} onChange={(event) => onChange({ command: event.target.value, rows: rowsForCommand(event.target.value, form.rows) })} />
      </Field>
      {machine ? (
        <Field label="Folder to run in" help="A path on the machine of an agent whose owner lets it run commands. Left empty, it is an empty folder of the trial’s own.">
          <Input className="font-mono" value={form.folder} onChange={(event) => onChange({ folder: event.target.value })} />
        </Field>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Environment" help="The packages that the script finds.">
            <EnvironmentChoice value={form.environment} onChange={(environment) => onChange({ environment: environment ?? 'tracking' })} />
          </Field>
          <Field label="Experiment" help="Each trial is a run there. It is made where there is none of this name.">
            <Input value={form.experiment} placeholder="Sweeps" maxLength={500} onChange={(event) => onChange({ experiment: event.target.value })} />
          </Field>
        </div>
      )}
    </Section>
  )
}
