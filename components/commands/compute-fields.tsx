import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { RunCompute } from '@/lib/graph/compute-schema'

export interface ComputeForm {
  target: string
  cpus: string
  memoryMb: string
  gpus: string
}

/** What was asked for; undefined where nothing was. */
export function computeOf({ target, cpus, memoryMb, gpus }: ComputeForm): RunCompute | undefined {
  const asked = {
    ...(target.trim() && { target: target.trim() }),
    ...(cpus && { cpus: Number(cpus) }),
    ...(memoryMb && { memoryMb: Number(memoryMb) }),
    ...(gpus && { gpus: Number(gpus) }),
  }
  return Object.keys(asked).length > 0 ? asked : undefined
}

/** What the command needs of the machine on which it runs. */
export function ComputeFields({ form, onChange }: { form: ComputeForm; onChange: (part: Partial<ComputeForm>) => void }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">Where it runs</h2>
      <p className="text-muted">Left empty, any agent takes it.</p>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Field label="Compute target">
          <Input value={form.target} placeholder="Any" maxLength={40} onChange={(event) => onChange({ target: event.target.value })} />
        </Field>
        <Field label="CPUs">
          <Input type="number" min={0.1} step="any" value={form.cpus} onChange={(event) => onChange({ cpus: event.target.value })} />
        </Field>
        <Field label="Memory (MB)">
          <Input type="number" min={1} step={1} value={form.memoryMb} onChange={(event) => onChange({ memoryMb: event.target.value })} />
        </Field>
        <Field label="GPUs">
          <Input type="number" min={0} step={1} value={form.gpus} onChange={(event) => onChange({ gpus: event.target.value })} />
        </Field>
      </div>
    </section>
  )
}
